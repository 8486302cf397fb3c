package io.sheaf.jdbc;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.client.ClientSession;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Types and functions as rows in the layout that JDBC prescribes. */
final class TypeMetadata {
  private static final Schema TYPES =
      new Schema(
          List.of(
              text("TYPE_NAME"),
              number("DATA_TYPE"),
              number("PRECISION"),
              text("LITERAL_PREFIX"),
              text("LITERAL_SUFFIX"),
              text("CREATE_PARAMS"),
              number("NULLABLE"),
              truth("CASE_SENSITIVE"),
              number("SEARCHABLE"),
              truth("UNSIGNED_ATTRIBUTE"),
              truth("FIXED_PREC_SCALE"),
              truth("AUTO_INCREMENT"),
              text("LOCAL_TYPE_NAME"),
              number("MINIMUM_SCALE"),
              number("MAXIMUM_SCALE"),
              number("SQL_DATA_TYPE"),
              number("SQL_DATETIME_SUB"),
              number("NUM_PREC_RADIX")));

  private static final Schema FUNCTIONS =
      new Schema(
          List.of(
              text("FUNCTION_CAT"),
              text("FUNCTION_SCHEM"),
              text("FUNCTION_NAME"),
              text("REMARKS"),
              number("FUNCTION_TYPE"),
              text("SPECIFIC_NAME")));

  private TypeMetadata() {}

  private static Field text(String name) {
    return FixedResult.column(name, DataType.VARCHAR);
  }

  private static Field number(String name) {
    return FixedResult.column(name, Simple.INTEGER);
  }

  private static Field truth(String name) {
    return FixedResult.column(name, Simple.BOOLEAN);
  }

  static FixedResult types() {
    List<DataType> all = new ArrayList<>();
    for (Simple simple : Simple.values()) {
      if (simple != Simple.NULL) {
        all.add(simple);
      }
    }
    all.add(new DataType.Decimal(DataType.Decimal.MAX_PRECISION, 0));
    all.add(DataType.VARCHAR);
    all.add(new DataType.Char(Integer.MAX_VALUE));
    List<List<Object>> rows = new ArrayList<>();
    all.stream()
        .sorted(Comparator.comparingInt(type -> JdbcType.of(type).code()))
        .forEach(type -> rows.add(row(type)));
    return FixedResult.of(TYPES, rows);
  }

  private static List<Object> row(DataType type) {
    JdbcType jdbc = JdbcType.of(type);
    boolean decimal = type instanceof DataType.Decimal;
    String quote =
        jdbc.isSigned() || type == Simple.BOOLEAN
            ? null
            : jdbc.isText() ? "'" : type == Simple.VARBINARY ? "X'" : jdbc.name() + " '";
    return Arrays.asList(
        jdbc.name(),
        jdbc.code(),
        jdbc.precision(),
        quote,
        quote == null ? null : "'",
        decimal ? "precision,scale" : jdbc.isText() ? "length" : null,
        DatabaseMetaData.typeNullable,
        jdbc.isText(),
        DatabaseMetaData.typeSearchable,
        !jdbc.isSigned(),
        false,
        false,
        null,
        0,
        decimal ? DataType.Decimal.MAX_PRECISION : jdbc.scale(),
        null,
        null,
        jdbc.isSigned() ? 10 : null);
  }

  static FixedResult functions(ClientSession.FunctionNames names, String pattern) {
    List<List<Object>> rows =
        Stream.of(names.numeric(), names.text(), names.time(), names.other())
            .flatMap(List::stream)
            .distinct()
            .sorted()
            .filter(name -> TableMetadata.matches(pattern, name))
            .map(
                name ->
                    Arrays.<Object>asList(
                        SheafConnection.CATALOG,
                        SheafConnection.SCHEMA,
                        name,
                        null,
                        DatabaseMetaData.functionNoTable,
                        name))
            .toList();
    return FixedResult.of(FUNCTIONS, rows);
  }
}
