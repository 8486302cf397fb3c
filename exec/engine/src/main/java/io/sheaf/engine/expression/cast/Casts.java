package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.engine.expression.kernel.Intervals;
import io.sheaf.engine.expression.kernel.Kernel;

/** The conversion from one type to another. */
public final class Casts {
  private Casts() {}

  /**
   * A kernel of one argument.
   *
   * @param safe whether values that do not fit become NULL
   * @throws SheafException USER, when there is no conversion between the types
   */
  public static Kernel kernel(DataType from, DataType to, boolean safe) {
    if (isRelabelling(from, to)) {
      return (args, rows) -> relabel(args[0], to);
    }
    if (to.isText()) {
      return from.isText() ? new Truncate(to, safe) : new ToText(to, safe);
    }
    if (from.isText()) {
      return new FromText(to, safe);
    }
    if (ToTemporal.covers(from, to)) {
      return new ToTemporal(to, safe);
    }
    if (!isNumber(from) || !isNumber(to)) {
      throw SheafException.user(
          "BAD_CAST", "there is no cast from " + from.sql() + " to " + to.sql());
    }
    return switch (to) {
      case DataType.Decimal d -> new ToDecimal(d, safe);
      case Simple.BOOLEAN -> new ToBoolean(safe);
      case Simple.REAL, Simple.DOUBLE -> new ToFloating(to, safe);
      case DataType other -> new ToIntegers(to, safe);
    };
  }

  private static boolean isNumber(DataType type) {
    return type.isNumeric()
        || type == Simple.BOOLEAN
        || type == Simple.INTERVAL_YEAR_MONTH
        || type == Simple.INTERVAL_DAY_TIME;
  }

  /** Whether all values of a type are values of the other in the same representation. */
  public static boolean isRelabelling(DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    return switch (to) {
      case DataType.Decimal t ->
          from instanceof DataType.Decimal f
              && f.scale() == t.scale()
              && f.precision() <= t.precision();
      case DataType.Varchar t -> from.isText() && ToText.limit(from) <= t.length();
      case DataType.Char t -> from.isText() && ToText.limit(from) <= t.length();
      case Simple.SMALLINT -> from == Simple.TINYINT;
      case Simple.INTEGER -> from == Simple.TINYINT || from == Simple.SMALLINT;
      case Simple.TIMESTAMP -> from == Simple.TIMESTAMP_WITH_TIME_ZONE;
      case Simple.TIMESTAMP_WITH_TIME_ZONE -> from == Simple.TIMESTAMP;
      case Simple other -> false;
    };
  }

  /** The same values under another type. */
  public static Column relabel(Column column, DataType type) {
    if (column.type().equals(type)) {
      return column;
    }
    if (column instanceof LongColumn c
        && c.interval() == null
        && c.type() instanceof DataType.Decimal) {
      return new LongColumn(type, c.values(), c.validity(), Intervals.known(c));
    }
    return column instanceof ConstantColumn c
        ? new ConstantColumn(relabel(c.value(), type))
        : with(column, type, column.validity());
  }

  /** The same values with other validity bits; the column must not be constant. */
  public static Column withValidity(Column column, long[] validity) {
    return with(column, column.type(), validity);
  }

  private static Column with(Column column, DataType type, long[] validity) {
    return switch (column) {
      case BooleanColumn c -> new BooleanColumn(type, c.values(), validity);
      case IntColumn c -> new IntColumn(type, c.values(), validity);
      case LongColumn c -> new LongColumn(type, c.values(), validity, c.interval());
      case FloatColumn c -> new FloatColumn(type, c.values(), validity);
      case DoubleColumn c -> new DoubleColumn(type, c.values(), validity);
      case Int128Column c -> new Int128Column(type, c.values(), validity);
      case TextColumn c ->
          new TextColumn(type, c.buffers(), c.bufferIds(), c.offsets(), c.lengths(), validity);
      case DictionaryColumn c -> new DictionaryColumn(type, c.dictionary(), c.codes(), validity);
      case ConstantColumn c -> throw SheafException.bug("validity of a constant");
    };
  }
}
