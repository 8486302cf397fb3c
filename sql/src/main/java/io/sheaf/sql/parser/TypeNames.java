package io.sheaf.sql.parser;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.sql.SourceError;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The names of types that SQL texts may use, the standard's and others' well-known ones. */
public final class TypeNames {
  /** Names that the grammar itself does not know. */
  private static final Map<String, DataType> OTHERS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    OTHERS.put("TEXT", DataType.VARCHAR);
    OTHERS.put("STRING", DataType.VARCHAR);
    OTHERS.put("INT1", Simple.TINYINT);
    OTHERS.put("INT2", Simple.SMALLINT);
    OTHERS.put("INT4", Simple.INTEGER);
    OTHERS.put("INT8", Simple.BIGINT);
    OTHERS.put("LONG", Simple.BIGINT);
    OTHERS.put("INT32", Simple.INTEGER);
    OTHERS.put("INT64", Simple.BIGINT);
    OTHERS.put("SIGNED", Simple.INTEGER);
    OTHERS.put("SHORT", Simple.SMALLINT);
    OTHERS.put("BYTE", Simple.TINYINT);
    OTHERS.put("LOGICAL", Simple.BOOLEAN);
    OTHERS.put("BPCHAR", DataType.VARCHAR);
    OTHERS.put("NVARCHAR", DataType.VARCHAR);
    // Numbers without a sign, and those of more than 64 bits, have the next type with room for all.
    OTHERS.put("UTINYINT", Simple.SMALLINT);
    OTHERS.put("USMALLINT", Simple.INTEGER);
    OTHERS.put("UINTEGER", Simple.BIGINT);
    OTHERS.put("UBIGINT", new DataType.Decimal(20, 0));
    OTHERS.put("HUGEINT", new DataType.Decimal(38, 0));
    OTHERS.put("FLOAT4", Simple.REAL);
    OTHERS.put("FLOAT8", Simple.DOUBLE);
    OTHERS.put("BOOL", Simple.BOOLEAN);
    OTHERS.put("BYTEA", Simple.VARBINARY);
    OTHERS.put("BLOB", Simple.VARBINARY);
    OTHERS.put("DATETIME", Simple.TIMESTAMP);
    OTHERS.put("TIMESTAMPTZ", Simple.TIMESTAMP_WITH_TIME_ZONE);
  }

  private TypeNames() {}

  /** The type of a name beyond the standard's, or null. */
  public static DataType other(String name) {
    return OTHERS.get(name);
  }

  static DataType of(SqlDataTypeSpec spec, String sql) {
    String name = spec.getTypeName().getSimple().toUpperCase(Locale.ROOT);
    SqlParserPos at = spec.getParserPosition();
    if (spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic) {
      int precision = basic.getPrecision();
      DataType type =
          switch (name) {
            case "BOOLEAN" -> Simple.BOOLEAN;
            case "TINYINT" -> Simple.TINYINT;
            case "SMALLINT" -> Simple.SMALLINT;
            case "INTEGER" -> Simple.INTEGER;
            case "BIGINT" -> Simple.BIGINT;
            case "REAL", "FLOAT" -> Simple.REAL;
            case "DOUBLE" -> Simple.DOUBLE;
            case "DECIMAL" -> decimal(precision, basic.getScale());
            case "CHAR" -> new DataType.Char(Math.max(1, precision));
            case "VARCHAR" -> precision < 0 ? DataType.VARCHAR : new DataType.Varchar(precision);
            case "BINARY", "VARBINARY" -> Simple.VARBINARY;
            case "DATE" -> Simple.DATE;
            case "TIME" -> Simple.TIME;
            case "TIMESTAMP" -> Simple.TIMESTAMP;
            case "TIMESTAMP_WITH_LOCAL_TIME_ZONE",
                "TIMESTAMP_TZ",
                "TIMESTAMP WITH LOCAL TIME ZONE" ->
                Simple.TIMESTAMP_WITH_TIME_ZONE;
            default -> null;
          };
      if (type != null) {
        return type;
      }
    }
    DataType type = other(name);
    if (type == null) {
      throw SourceError.at(
          "UNKNOWN_TYPE",
          "Unknown type " + spec.getTypeName().getSimple(),
          sql,
          at.getLineNum(),
          at.getColumnNum());
    }
    return type;
  }

  private static DataType decimal(int precision, int scale) {
    return precision < 0
        ? new DataType.Decimal(18, 3)
        : new DataType.Decimal(precision, Math.max(0, scale));
  }
}
