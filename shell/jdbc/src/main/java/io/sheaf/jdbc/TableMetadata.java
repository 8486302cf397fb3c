package io.sheaf.jdbc;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClientSession;
import io.sheaf.columnar.client.ClientSession.TableInfo;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Catalogs, schemas, tables and columns as rows in the layout that JDBC prescribes.
 *
 * @param here whether the asked catalog and schema are the ones that exist
 */
record TableMetadata(ClientSession session, boolean here) {
  private static final Field TEXT = FixedResult.column("", DataType.VARCHAR);
  private static final Field NUMBER = FixedResult.column("", Simple.INTEGER);

  private static Schema schema(String... columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns) {
      boolean number = column.endsWith("#");
      fields.add(new Field(column.replace("#", ""), number ? NUMBER.type() : TEXT.type(), true));
    }
    return new Schema(fields);
  }

  /**
   * Null asks for everything; an empty text for what has no catalog or schema, which nothing is.
   */
  static boolean isHere(String catalog, String schemaPattern) {
    return (catalog == null || catalog.equalsIgnoreCase(SheafConnection.CATALOG))
        && matches(schemaPattern, SheafConnection.SCHEMA);
  }

  /**
   * Whether a name matches a pattern with {@code %} and {@code _}, a backslash before a plain one.
   */
  static boolean matches(String pattern, String name) {
    if (pattern == null) {
      return true;
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
      } else {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    int flags = Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE;
    return Pattern.compile(regex.toString(), flags).matcher(name).matches();
  }

  static FixedResult catalogs() {
    return FixedResult.of(schema("TABLE_CAT"), List.of(List.of(SheafConnection.CATALOG)));
  }

  static FixedResult schemas(String catalog, String pattern) {
    return FixedResult.of(
        schema("TABLE_SCHEM", "TABLE_CATALOG"),
        isHere(catalog, pattern)
            ? List.of(List.of(SheafConnection.SCHEMA, SheafConnection.CATALOG))
            : List.of());
  }

  static FixedResult tableTypes() {
    return FixedResult.of(schema("TABLE_TYPE"), List.of(List.of("TABLE"), List.of("VIEW")));
  }

  FixedResult tables(String pattern, String[] types) {
    List<List<Object>> rows = new ArrayList<>();
    for (TableInfo table : matching(pattern)) {
      String type = table.view() ? "VIEW" : "TABLE";
      if (types == null || Arrays.asList(types).contains(type)) {
        rows.add(
            Arrays.asList(
                SheafConnection.CATALOG,
                SheafConnection.SCHEMA,
                table.name(),
                type,
                null,
                null,
                null,
                null,
                null,
                null));
      }
    }
    rows.sort(Comparator.comparing((List<Object> row) -> (String) row.get(3)));
    return FixedResult.of(
        schema(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "TABLE_TYPE",
            "REMARKS",
            "TYPE_CAT",
            "TYPE_SCHEM",
            "TYPE_NAME",
            "SELF_REFERENCING_COL_NAME",
            "REF_GENERATION"),
        rows);
  }

  private List<TableInfo> matching(String pattern) {
    return here
        ? session.tables().stream().filter(t -> matches(pattern, t.name())).toList()
        : List.of();
  }

  FixedResult columns(String tablePattern, String columnPattern) {
    List<List<Object>> rows = new ArrayList<>();
    for (TableInfo table : matching(tablePattern)) {
      Schema columns = describe(table.name());
      for (int i = 0; i < columns.size(); i++) {
        if (matches(columnPattern, columns.field(i).name())) {
          rows.add(column(table.name(), columns.field(i), i + 1));
        }
      }
    }
    return FixedResult.of(
        schema(
            "TABLE_CAT",
            "TABLE_SCHEM",
            "TABLE_NAME",
            "COLUMN_NAME",
            "DATA_TYPE#",
            "TYPE_NAME",
            "COLUMN_SIZE#",
            "BUFFER_LENGTH#",
            "DECIMAL_DIGITS#",
            "NUM_PREC_RADIX#",
            "NULLABLE#",
            "REMARKS",
            "COLUMN_DEF",
            "SQL_DATA_TYPE#",
            "SQL_DATETIME_SUB#",
            "CHAR_OCTET_LENGTH#",
            "ORDINAL_POSITION#",
            "IS_NULLABLE",
            "SCOPE_CATALOG",
            "SCOPE_SCHEMA",
            "SCOPE_TABLE",
            "SOURCE_DATA_TYPE#",
            "IS_AUTOINCREMENT",
            "IS_GENERATEDCOLUMN"),
        rows);
  }

  /** A view whose query is no longer valid, or a file that is gone, has no columns to show. */
  private Schema describe(String table) {
    try {
      return session.describe(table);
    } catch (SheafException e) {
      return Schema.EMPTY;
    }
  }

  private static List<Object> column(String table, Field field, int position) {
    JdbcType type = JdbcType.of(field.type());
    return Arrays.asList(
        SheafConnection.CATALOG,
        SheafConnection.SCHEMA,
        table,
        field.name(),
        type.code(),
        type.name(),
        type.precision(),
        null,
        type.isSigned() ? type.scale() : null,
        type.isSigned() ? 10 : null,
        field.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        null,
        null,
        null,
        null,
        type.isText() ? type.precision() : null,
        position,
        field.nullable() ? "YES" : "NO",
        null,
        null,
        null,
        null,
        "NO",
        "NO");
  }
}
