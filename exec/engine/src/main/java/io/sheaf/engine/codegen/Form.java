package io.sheaf.engine.codegen;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.plan.Expr;
import java.util.Arrays;

/**
 * How a batch stores a column, as far as generated code depends on it.
 *
 * @param nullable whether there are validity bits
 */
public record Form(Layout layout, boolean nullable) {
  /** The kinds of columns that loops read. */
  public enum Layout {
    BYTES,
    INTS,
    LONGS,
    DOUBLES,
    CODES,
    /** One whole number for all rows. */
    CONSTANT,
    CONSTANT_DOUBLE,
    CONSTANT_TRUTH,
    /** Not read by loops. */
    UNFIT
  }

  private static final Form[] PLAIN = all(false);
  private static final Form[] NULLABLE = all(true);

  private static Form[] all(boolean nullable) {
    return Arrays.stream(Layout.values()).map(l -> new Form(l, nullable)).toArray(Form[]::new);
  }

  public static Form of(Column column) {
    Layout layout =
        switch (column) {
          case BooleanColumn c -> Layout.BYTES;
          case IntColumn c -> Layout.INTS;
          case LongColumn c -> Layout.LONGS;
          case DoubleColumn c -> Layout.DOUBLES;
          case DictionaryColumn c -> Layout.CODES;
          case ConstantColumn c -> constant(c);
          case Column c -> Layout.UNFIT;
        };
    boolean nullable = !(column instanceof ConstantColumn) && column.validity() != null;
    return (nullable ? NULLABLE : PLAIN)[layout.ordinal()];
  }

  /** How the column of an expression is most likely stored, without NULLs. */
  public static Form expected(Expr expr) {
    Layout layout =
        switch (expr.type().storage()) {
          case BOOLEAN -> Layout.BYTES;
          case INT -> Layout.INTS;
          case LONG, INT128 -> Layout.LONGS;
          case FLOAT, DOUBLE -> Layout.DOUBLES;
          case TEXT -> Layout.CODES;
        };
    return new Form(layout, false);
  }

  private static Layout constant(ConstantColumn column) {
    if (column.isNull(0)) {
      return Layout.UNFIT;
    }
    return switch (column.value()) {
      case BooleanColumn c -> Layout.CONSTANT_TRUTH;
      case IntColumn c -> Layout.CONSTANT;
      case LongColumn c -> Layout.CONSTANT;
      case DoubleColumn c -> Layout.CONSTANT_DOUBLE;
      case Column c -> Layout.UNFIT;
    };
  }
}
