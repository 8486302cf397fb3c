package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Bytes;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.sql.validate.TypeMapping;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** Constants of Calcite's trees as constants of Sheaf's, and back. */
final class Literals {
  private static final long MICROS_PER_MILLI = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Literals() {}

  static Literal of(RexLiteral literal) {
    DataType type = TypeMapping.type(literal.getType());
    if (literal.isNull()) {
      return new Literal(null, type);
    }
    Object value = literal.getValue();
    return switch (type) {
      case DataType.Decimal d -> required(Conversions.ofNumber(number(literal), d), literal);
      case DataType.Varchar v -> new Literal(text(value), v);
      case DataType.Char c -> new Literal(text(value), c);
      case Simple s ->
          switch (s) {
            case BOOLEAN -> new Literal(literal.getValueAs(Boolean.class), s);
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE ->
                required(Conversions.ofNumber(number(literal), s), literal);
            case VARBINARY -> new Literal(new Bytes(((ByteString) value).getBytes()), s);
            case DATE -> new Literal(literal.getValueAs(DateString.class).getDaysSinceEpoch(), s);
            case TIME -> new Literal(micros(literal.getValueAs(TimeString.class)), s);
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE ->
                new Literal(micros(literal.getValueAs(TimestampString.class)), s);
            case INTERVAL_YEAR_MONTH ->
                new Literal(literal.getValueAs(BigDecimal.class).intValueExact(), s);
            case INTERVAL_DAY_TIME ->
                new Literal(
                    literal.getValueAs(BigDecimal.class).longValueExact() * MICROS_PER_MILLI, s);
            case NULL -> new Literal(null, s);
          };
    };
  }

  private static BigDecimal number(RexLiteral literal) {
    return switch (literal.getValue()) {
      case Double value -> new BigDecimal(value);
      default -> literal.getValueAs(BigDecimal.class);
    };
  }

  private static Literal required(Literal literal, RexLiteral source) {
    if (literal == null) {
      throw SheafException.user(
          "OUT_OF_RANGE",
          source + " does not fit into " + TypeMapping.type(source.getType()).sql());
    }
    return literal;
  }

  private static String text(Object value) {
    return value instanceof NlsString text ? text.getValue() : String.valueOf(value);
  }

  private static long micros(TimeString time) {
    return time.getMillisOfDay() * MICROS_PER_MILLI + beyondMillis(time.toString());
  }

  private static long micros(TimestampString timestamp) {
    return timestamp.getMillisSinceEpoch() * MICROS_PER_MILLI + beyondMillis(timestamp.toString());
  }

  /** The microseconds behind the third digit of a fraction. */
  private static long beyondMillis(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || text.length() <= dot + 4) {
      return 0;
    }
    return Long.parseLong((text.substring(dot + 4) + "000").substring(0, 3));
  }

  /** The constant as an expression of this type; null where Calcite has no such constant. */
  static RexNode toRex(Literal literal, RelDataType type, RexBuilder expressions) {
    if (literal.isNull()) {
      return expressions.makeNullLiteral(type);
    }
    Object value =
        switch (literal.type()) {
          case DataType.Decimal d -> new BigDecimal((BigInteger) literal.value(), d.scale());
          case DataType.Varchar v -> fitting((String) literal.value(), type);
          case DataType.Char c -> fitting((String) literal.value(), type);
          case Simple s ->
              switch (s) {
                case BOOLEAN -> literal.value();
                case TINYINT, SMALLINT, INTEGER, BIGINT -> Conversions.number(literal);
                case DOUBLE, REAL -> floating(((Number) literal.value()).doubleValue());
                case DATE -> date((Integer) literal.value());
                case TIMESTAMP -> timestamp((Long) literal.value());
                case INTERVAL_YEAR_MONTH -> new BigDecimal((Integer) literal.value());
                case INTERVAL_DAY_TIME ->
                    (Long) literal.value() % MICROS_PER_MILLI == 0
                        ? BigDecimal.valueOf((Long) literal.value() / MICROS_PER_MILLI)
                        : null;
                case TIME, TIMESTAMP_WITH_TIME_ZONE, VARBINARY, NULL -> null;
              };
        };
    return value == null ? null : expressions.makeLiteral(value, type, true);
  }

  /**
   * Calcite cuts a constant to the length of its type, which functions do not keep: {@code
   * upper('ß')} is longer than what it is made of.
   */
  private static String fitting(String text, RelDataType type) {
    boolean fits =
        type.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
            || text.codePointCount(0, text.length()) <= type.getPrecision();
    return fits ? text : null;
  }

  /** Calcite has neither NaN nor infinities, and its zero has no sign. */
  private static Double floating(double value) {
    boolean negativeZero = value == 0 && 1 / value < 0;
    return Double.isFinite(value) && !negativeZero ? value : null;
  }

  /** Calcite's dates end with the year 9999. */
  private static boolean isWritable(LocalDate day) {
    return day.getYear() >= 1 && day.getYear() <= 9999;
  }

  private static DateString date(int days) {
    return isWritable(LocalDate.ofEpochDay(days)) ? DateString.fromDaysSinceEpoch(days) : null;
  }

  private static TimestampString timestamp(long micros) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND), 0, ZoneOffset.UTC);
    if (!isWritable(time.toLocalDate())) {
      return null;
    }
    TimestampString text = new TimestampString(TIMESTAMP.format(time));
    long fraction = Math.floorMod(micros, MICROS_PER_SECOND);
    return fraction == 0 ? text : text.withNanos((int) (fraction * 1000));
  }
}
