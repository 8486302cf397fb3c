package io.sheaf.sql.validate;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/**
 * CURRENT_DATE and its like become constants: one moment for the whole query, as clocks in the zone
 * of the session show it. For one planning.
 */
final class ClockFunctions {
  private final Clock clock;
  private Instant now;

  ClockFunctions(Clock clock) {
    this.clock = clock;
  }

  boolean used() {
    return now != null;
  }

  RelNode replace(RelNode tree) {
    return new Constants(tree.getCluster().getRexBuilder()).of(tree);
  }

  private final class Constants extends ExpressionRewrite {
    private Constants(RexBuilder expressions) {
      super(expressions);
    }

    @Override
    public RexNode visitCall(RexCall call) {
      if (!call.getOperator().isDynamicFunction()) {
        return super.visitCall(call);
      }
      Comparable<?> value = value(call.getOperator().getName(), zone(call));
      return value == null
          ? super.visitCall(call)
          : expressions.makeLiteral(value, call.getType(), true);
    }
  }

  /** Moments are kept in UTC; everything else is what a clock on the wall shows. */
  private ZoneId zone(RexCall call) {
    return call.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
        ? ZoneOffset.UTC
        : clock.getZone();
  }

  private Comparable<?> value(String function, ZoneId zone) {
    if (now == null) {
      now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
    LocalDateTime local = LocalDateTime.ofInstant(now, zone);
    String fraction = String.format("%06d", local.getNano() / 1000).replaceAll("0+$", "");
    String second =
        local
            .toLocalTime()
            .truncatedTo(ChronoUnit.SECONDS)
            .format(java.time.format.DateTimeFormatter.ISO_LOCAL_TIME);
    String time = fraction.isEmpty() ? second : second + "." + fraction;
    return switch (function) {
      case "CURRENT_DATE" -> new DateString(local.toLocalDate().toString());
      case "CURRENT_TIME", "LOCALTIME" -> new TimeString(time);
      case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" ->
          new TimestampString(local.toLocalDate() + " " + time);
      default -> null;
    };
  }
}
