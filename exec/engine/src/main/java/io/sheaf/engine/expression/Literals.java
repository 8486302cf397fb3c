package io.sheaf.engine.expression;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.connector.Bytes;
import io.sheaf.plan.Expr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Literals as columns and back. */
public final class Literals {
  private Literals() {}

  /** The literal in every row. */
  public static ConstantColumn column(Expr.Literal literal) {
    return new ConstantColumn(value(literal));
  }

  /** The literal as a column of one row. */
  public static Column value(Expr.Literal literal) {
    DataType type = literal.type();
    return switch (literal.value()) {
      case null -> Columns.nulls(type, 1);
      case Boolean b -> new BooleanColumn(type, new byte[] {(byte) (b ? 1 : 0)});
      case BigInteger unscaled -> decimal(type, unscaled);
      case String s -> text(type, s.getBytes(StandardCharsets.UTF_8));
      case Bytes b -> text(type, b.value());
      case Number n ->
          switch (type.storage()) {
            case INT -> new IntColumn(type, new int[] {Math.toIntExact(n.longValue())});
            case LONG -> new LongColumn(type, new long[] {n.longValue()});
            case FLOAT -> new FloatColumn(type, new float[] {n.floatValue()});
            case DOUBLE -> new DoubleColumn(type, new double[] {n.doubleValue()});
            case BOOLEAN, INT128, TEXT -> throw unexpected(literal);
          };
      default -> throw unexpected(literal);
    };
  }

  private static SheafException unexpected(Expr.Literal literal) {
    return SheafException.bug(
        literal.value().getClass().getSimpleName() + " as a literal of " + literal.type().sql());
  }

  private static Column decimal(DataType type, BigInteger unscaled) {
    if (unscaled.bitLength() <= 63) {
      long value = unscaled.longValue();
      return new LongColumn(type, new long[] {value}, null, new LongColumn.Interval(value, value));
    }
    long[] pair = new long[2];
    Int128.fromBigInteger(unscaled, pair, 0);
    return new Int128Column(type, pair);
  }

  private static Column text(DataType type, byte[] bytes) {
    return new TextColumn(
        type, new byte[][] {bytes}, null, new int[1], new int[] {bytes.length}, null);
  }

  /** One row of a column as a literal. */
  public static Expr.Literal of(Column column, int row, DataType type) {
    if (column.isNull(row)) {
      return new Expr.Literal(null, type);
    }
    Object value =
        switch (column) {
          case ConstantColumn c -> of(c.value(), 0, type).value();
          case BooleanColumn c -> c.values()[row] != 0;
          case IntColumn c -> c.values()[row];
          case LongColumn c ->
              type instanceof DataType.Decimal
                  ? (Object) BigInteger.valueOf(c.values()[row])
                  : (Object) c.values()[row];
          case FloatColumn c -> c.values()[row];
          case DoubleColumn c -> c.values()[row];
          case Int128Column c -> Int128.toBigInteger(c.values()[2 * row], c.values()[2 * row + 1]);
          case TextColumn c -> type.isText() ? c.string(row) : new Bytes(c.bytes(row));
          case DictionaryColumn c ->
              type.isText() ? c.string(row) : new Bytes(c.dictionary().bytes(c.codes()[row]));
        };
    return new Expr.Literal(value, type);
  }
}
