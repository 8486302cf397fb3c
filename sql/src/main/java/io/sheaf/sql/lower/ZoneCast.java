package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Casts that read and print moments in the zone of the session. */
public final class ZoneCast {
  private ZoneCast() {}

  /** A value as another type, in a zone where it becomes a moment or was one. */
  public static Expr of(Expr value, DataType type, ZoneId zone) {
    boolean crossesZones = isMoment(value.type()) != isMoment(type);
    if (!crossesZones || value.type() == Simple.NULL || zone.normalized().equals(ZoneOffset.UTC)) {
      return new Expr.Cast(value, type, false);
    }
    Expr name = new Expr.Literal(zone.getId(), DataType.VARCHAR);
    return new Expr.Call(ScalarFunction.CAST_IN_ZONE, List.of(value, name), type);
  }

  private static boolean isMoment(DataType type) {
    return type == Simple.TIMESTAMP_WITH_TIME_ZONE;
  }
}
