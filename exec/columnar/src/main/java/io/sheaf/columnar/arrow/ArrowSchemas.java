package io.sheaf.columnar.arrow;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Char;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DataType.Varchar;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Sheaf's types as Arrow's standard types. */
public final class ArrowSchemas {
  private ArrowSchemas() {}

  public static org.apache.arrow.vector.types.pojo.Schema schema(Schema schema) {
    return new org.apache.arrow.vector.types.pojo.Schema(
        schema.fields().stream().map(ArrowSchemas::field).toList());
  }

  static org.apache.arrow.vector.types.pojo.Field field(Field field) {
    return new org.apache.arrow.vector.types.pojo.Field(
        field.name(), new FieldType(field.nullable(), type(field.type()), null), null);
  }

  public static ArrowType type(DataType type) {
    return switch (type) {
      case Decimal d -> new ArrowType.Decimal(d.precision(), d.scale(), 128);
      case Varchar v -> ArrowType.Utf8.INSTANCE;
      case Char c -> ArrowType.Utf8.INSTANCE;
      case Simple s ->
          switch (s) {
            case BOOLEAN, NULL -> ArrowType.Bool.INSTANCE;
            case TINYINT -> new ArrowType.Int(8, true);
            case SMALLINT -> new ArrowType.Int(16, true);
            case INTEGER -> new ArrowType.Int(32, true);
            case BIGINT -> new ArrowType.Int(64, true);
            case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case VARBINARY -> ArrowType.Binary.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case TIMESTAMP_WITH_TIME_ZONE -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            case INTERVAL_YEAR_MONTH -> new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
            case INTERVAL_DAY_TIME -> new ArrowType.Duration(TimeUnit.MICROSECOND);
          };
    };
  }
}
