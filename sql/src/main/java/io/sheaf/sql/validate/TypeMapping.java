package io.sheaf.sql.validate;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Sheaf's types as Calcite's and back. */
public final class TypeMapping {
  private TypeMapping() {}

  public static RelDataType rowType(Schema schema, RelDataTypeFactory types) {
    RelDataTypeFactory.Builder row = types.builder();
    for (Field field : schema.fields()) {
      row.add(field.name(), type(field.type(), field.nullable(), types));
    }
    return row.build();
  }

  public static RelDataType type(DataType type, boolean nullable, RelDataTypeFactory types) {
    RelDataType plain =
        switch (type) {
          case Simple simple -> simple(simple, types);
          case DataType.Decimal d ->
              types.createSqlType(SqlTypeName.DECIMAL, d.precision(), d.scale());
          case DataType.Varchar v -> text(v.length(), types);
          case DataType.Char c -> text(c.length(), types);
        };
    return types.createTypeWithNullability(plain, nullable);
  }

  private static RelDataType text(int length, RelDataTypeFactory types) {
    return length == DataType.Varchar.UNBOUNDED
        ? types.createSqlType(SqlTypeName.VARCHAR)
        : types.createSqlType(SqlTypeName.VARCHAR, length);
  }

  private static RelDataType simple(Simple type, RelDataTypeFactory types) {
    return switch (type) {
      case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
      case TINYINT -> types.createSqlType(SqlTypeName.TINYINT);
      case SMALLINT -> types.createSqlType(SqlTypeName.SMALLINT);
      case INTEGER -> types.createSqlType(SqlTypeName.INTEGER);
      case BIGINT -> types.createSqlType(SqlTypeName.BIGINT);
      case REAL -> types.createSqlType(SqlTypeName.REAL);
      case DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
      case VARBINARY -> types.createSqlType(SqlTypeName.VARBINARY);
      case DATE -> types.createSqlType(SqlTypeName.DATE);
      case TIME -> types.createSqlType(SqlTypeName.TIME, 6);
      case TIMESTAMP -> types.createSqlType(SqlTypeName.TIMESTAMP, 6);
      case TIMESTAMP_WITH_TIME_ZONE ->
          types.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 6);
      case INTERVAL_YEAR_MONTH -> interval(TimeUnit.YEAR, TimeUnit.MONTH, types);
      case INTERVAL_DAY_TIME -> interval(TimeUnit.DAY, TimeUnit.SECOND, types);
      case NULL -> types.createSqlType(SqlTypeName.NULL);
    };
  }

  private static RelDataType interval(TimeUnit from, TimeUnit to, RelDataTypeFactory types) {
    return types.createSqlIntervalType(new SqlIntervalQualifier(from, to, SqlParserPos.ZERO));
  }

  public static Schema schema(RelDataType row) {
    List<Field> fields = new ArrayList<>(row.getFieldCount());
    for (RelDataTypeField field : row.getFieldList()) {
      fields.add(new Field(field.getName(), type(field.getType()), field.getType().isNullable()));
    }
    return new Schema(fields);
  }

  /** The type without nullability; a USER error for those that Sheaf does not have yet. */
  public static DataType type(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Simple.BOOLEAN;
      case TINYINT -> Simple.TINYINT;
      case SMALLINT -> Simple.SMALLINT;
      case INTEGER -> Simple.INTEGER;
      case BIGINT -> Simple.BIGINT;
      case REAL, FLOAT -> Simple.REAL;
      case DOUBLE -> Simple.DOUBLE;
      case DECIMAL -> new DataType.Decimal(type.getPrecision(), type.getScale());
      case CHAR, VARCHAR ->
          type.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
              ? DataType.VARCHAR
              : new DataType.Varchar(type.getPrecision());
      case BINARY, VARBINARY -> Simple.VARBINARY;
      case DATE -> Simple.DATE;
      case TIME -> Simple.TIME;
      case TIMESTAMP -> Simple.TIMESTAMP;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> Simple.TIMESTAMP_WITH_TIME_ZONE;
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> Simple.INTERVAL_YEAR_MONTH;
      case INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          Simple.INTERVAL_DAY_TIME;
      case NULL -> Simple.NULL;
      default ->
          throw SheafException.user("NOT_SUPPORTED", "Type " + type + " is not supported yet");
    };
  }
}
