package io.sheaf.sql.validate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes types: CHAR(n) is VARCHAR(n) without padding, FLOAT is REAL, text is UTF-8. */
public final class SheafTypeFactory extends JavaTypeFactoryImpl {
  public SheafTypeFactory() {
    super(new SheafTypeSystem());
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public RelDataType createSqlType(SqlTypeName type) {
    return switch (type) {
      case CHAR -> super.createSqlType(SqlTypeName.VARCHAR, 1);
      case FLOAT -> super.createSqlType(SqlTypeName.REAL);
      case BINARY -> super.createSqlType(SqlTypeName.VARBINARY);
      default -> super.createSqlType(type);
    };
  }

  @Override
  public RelDataType createSqlType(SqlTypeName type, int precision) {
    return switch (type) {
      case CHAR -> super.createSqlType(SqlTypeName.VARCHAR, precision);
      case FLOAT -> super.createSqlType(SqlTypeName.REAL);
      case BINARY -> super.createSqlType(SqlTypeName.VARBINARY, precision);
      default -> super.createSqlType(type, precision);
    };
  }
}
