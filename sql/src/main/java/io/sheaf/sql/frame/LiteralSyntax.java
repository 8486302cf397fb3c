package io.sheaf.sql.frame;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.SqlText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Java objects as the literals that a query would have in their place, of the same types. */
final class LiteralSyntax {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  private LiteralSyntax() {}

  static SqlNode of(Object value) {
    return switch (value) {
      case null -> SqlLiteral.createNull(NOWHERE);
      case Boolean v -> SqlLiteral.createBoolean(v, NOWHERE);
      case Byte v -> cast(exact(v.toString()), SqlTypeName.TINYINT);
      case Short v -> cast(exact(v.toString()), SqlTypeName.SMALLINT);
      case Integer v -> exact(v.toString());
      case Long v -> v == v.intValue() ? cast(exact(v + ""), SqlTypeName.BIGINT) : exact(v + "");
      case Float v -> cast(floating(v, v.toString()), SqlTypeName.REAL);
      case Double v -> floating(v, v.toString());
      case BigInteger v -> exact(v.toString());
      case BigDecimal v -> exact(v.toPlainString());
      case String v -> SqlLiteral.createCharString(v, NOWHERE);
      case Character v -> SqlLiteral.createCharString(v.toString(), NOWHERE);
      case byte[] v -> SqlLiteral.createBinaryString(v, NOWHERE);
      case LocalDate v -> SqlLiteral.createUnknown("DATE", SqlText.of(v), NOWHERE);
      case LocalTime v -> SqlLiteral.createUnknown("TIME", SqlText.of(v), NOWHERE);
      case LocalDateTime v -> timestamp(v);
      case OffsetDateTime v -> moment(v);
      case ZonedDateTime v -> moment(v.toOffsetDateTime());
      case Instant v -> moment(v.atOffset(ZoneOffset.UTC));
      case Period v -> interval(v);
      case Duration v -> interval(v);
      default ->
          throw SheafException.user(
              "BAD_LITERAL", "a constant cannot be a " + value.getClass().getName());
    };
  }

  private static SqlNode exact(String digits) {
    return SqlLiteral.createExactNumeric(digits, NOWHERE);
  }

  private static SqlNode floating(double value, String text) {
    return Double.isFinite(value)
        ? SqlLiteral.createApproxNumeric(text.contains("E") ? text : text + "E0", NOWHERE)
        : cast(SqlLiteral.createCharString(text, NOWHERE), SqlTypeName.DOUBLE);
  }

  /** A literal's type has as many digits of a second as it has itself; a column's has six. */
  private static SqlNode timestamp(LocalDateTime value) {
    return cast(SqlLiteral.createCharString(SqlText.of(value), NOWHERE), SqlTypeName.TIMESTAMP);
  }

  private static SqlNode moment(OffsetDateTime value) {
    return SqlLiteral.createUnknown("TIMESTAMP WITH TIME ZONE", SqlText.of(value), NOWHERE);
  }

  private static SqlNode cast(SqlNode value, SqlTypeName type) {
    SqlDataTypeSpec spec = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, NOWHERE), NOWHERE);
    return SqlStdOperatorTable.CAST.createCall(NOWHERE, value, spec);
  }

  private static SqlNode interval(Period value) {
    if (value.getDays() == 0) {
      return interval(value.toTotalMonths(), "", TimeUnit.MONTH);
    }
    if (value.toTotalMonths() != 0) {
      throw SheafException.user(
          "BAD_LITERAL", "an interval has either months or days, not both as " + value);
    }
    return interval(value.getDays(), "", TimeUnit.DAY);
  }

  private static SqlNode interval(Duration value) {
    boolean days = value.getNano() == 0 && value.getSeconds() % Duration.ofDays(1).toSeconds() == 0;
    if (days) {
      return interval(value.toDays(), "", TimeUnit.DAY);
    }
    Duration size = value.abs();
    String fraction = "." + "%06d".formatted(size.getNano() / 1000);
    long seconds = value.isNegative() ? -size.getSeconds() : size.getSeconds();
    if (seconds == 0 && value.isNegative()) {
      return SqlStdOperatorTable.UNARY_MINUS.createCall(
          NOWHERE, interval(0, fraction, TimeUnit.SECOND));
    }
    return interval(seconds, fraction, TimeUnit.SECOND);
  }

  private static SqlNode interval(long whole, String fraction, TimeUnit unit) {
    String digits = Long.toString(Math.abs(whole));
    SqlIntervalQualifier qualifier =
        new SqlIntervalQualifier(
            unit,
            Math.max(2, digits.length()),
            null,
            fraction.isEmpty() ? RelDataType.PRECISION_NOT_SPECIFIED : 6,
            NOWHERE);
    return SqlLiteral.createInterval(whole < 0 ? -1 : 1, digits + fraction, qualifier, NOWHERE);
  }
}
