package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.connector.Bytes;
import io.sheaf.plan.Expr.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;

/** Java objects as the values of a statement's parameters. */
final class Parameters {
  private static final Literal UNKNOWN = new Literal(null, Simple.NULL);

  private Parameters() {}

  /**
   * The values as constants.
   *
   * @throws SheafException (USER) for an object that is no SQL value
   */
  static List<Literal> literals(List<?> values) {
    return values.stream().map(Parameters::literal).toList();
  }

  /** Parameters of which nothing is known yet. */
  static List<Literal> unknown(int count) {
    return Collections.nCopies(count, UNKNOWN);
  }

  static void check(int wanted, int given) {
    if (wanted != given) {
      throw SheafException.user(
          "PARAMETERS",
          "the statement has "
              + counted(wanted, "parameter")
              + ", but "
              + counted(given, "value")
              + (given == 1 ? " was" : " were")
              + " given");
    }
  }

  private static String counted(int count, String noun) {
    return (count == 0 ? "no" : count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static Literal literal(Object value) {
    return switch (value) {
      case null -> UNKNOWN;
      case Boolean v -> new Literal(v, Simple.BOOLEAN);
      case Byte v -> new Literal(v.intValue(), Simple.TINYINT);
      case Short v -> new Literal(v.intValue(), Simple.SMALLINT);
      case Integer v -> new Literal(v, Simple.INTEGER);
      case Long v -> new Literal(v, Simple.BIGINT);
      case Float v -> new Literal(v, Simple.REAL);
      case Double v -> new Literal(v, Simple.DOUBLE);
      case BigInteger v -> decimal(new BigDecimal(v));
      case BigDecimal v -> decimal(v);
      case String v -> new Literal(v, DataType.VARCHAR);
      case Character v -> new Literal(v.toString(), DataType.VARCHAR);
      case byte[] v -> new Literal(new Bytes(v), Simple.VARBINARY);
      case LocalDate v -> new Literal(Math.toIntExact(v.toEpochDay()), Simple.DATE);
      case LocalTime v -> new Literal(v.toNanoOfDay() / 1000, Simple.TIME);
      case LocalDateTime v -> new Literal(JavaValues.micros(v), Simple.TIMESTAMP);
      case OffsetDateTime v -> moment(v.toInstant());
      case ZonedDateTime v -> moment(v.toInstant());
      case Instant v -> moment(v);
      default ->
          throw SheafException.user(
              "PARAMETERS", "a parameter cannot be a " + value.getClass().getName());
    };
  }

  private static Literal decimal(BigDecimal value) {
    long whole = Math.max(0, (long) value.precision() - value.scale());
    long digits = whole + Math.max(0, value.scale());
    if (digits > Decimal.MAX_PRECISION) {
      throw SheafException.user(
          "OUT_OF_RANGE",
          "a parameter has " + digits + " digits; at most " + Decimal.MAX_PRECISION + " fit");
    }
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Math.max(plain.precision(), plain.scale());
    return new Literal(plain.unscaledValue(), new Decimal(precision, plain.scale()));
  }

  private static Literal moment(Instant value) {
    long micros = JavaValues.micros(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
    return new Literal(micros, Simple.TIMESTAMP_WITH_TIME_ZONE);
  }
}
