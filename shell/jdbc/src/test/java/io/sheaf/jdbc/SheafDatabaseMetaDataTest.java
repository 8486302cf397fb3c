package io.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tools such as sqlline and DBeaver ask before they show anything. */
class SheafDatabaseMetaDataTest {
  private Connection connection;
  private DatabaseMetaData metadata;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sheaf:;threads=1");
    metadata = connection.getMetaData();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE people (id BIGINT NOT NULL, name VARCHAR(20), pay DECIMAL(9, 2))");
      statement.execute("CREATE VIEW rich AS SELECT name FROM people WHERE pay > 1000");
      statement.execute("CREATE TABLE x_y (a INTEGER)");
      statement.execute("CREATE TABLE xzy (a INTEGER)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static List<String> column(ResultSet rows, String name) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(name));
    }
    return values;
  }

  private List<String> tables(String schema, String pattern, String... types) throws SQLException {
    return column(
        metadata.getTables(null, schema, pattern, types.length == 0 ? null : types), "TABLE_NAME");
  }

  @Test
  void everyVerbAnswers() throws Exception {
    for (Method method : DatabaseMetaData.class.getMethods()) {
      Object[] arguments =
          Arrays.stream(method.getParameterTypes())
              .map(
                  type ->
                      type == int.class
                          ? (Object) ResultSet.TYPE_FORWARD_ONLY
                          : type == boolean.class ? false : null)
              .toArray();
      if (method.getDeclaringClass() != DatabaseMetaData.class) {
        continue; // the wrapper verbs
      }
      try {
        Object answer = method.invoke(metadata, arguments);
        if (answer instanceof ResultSet rows) {
          assertTrue(rows.getMetaData().getColumnCount() > 0, method.getName());
          while (rows.next()) {
            rows.getObject(1);
          }
        }
      } catch (InvocationTargetException e) {
        fail(method.getName(), e.getCause());
      }
    }
  }

  @Test
  void catalogsAndSchemas() throws SQLException {
    assertEquals(List.of("sheaf"), column(metadata.getCatalogs(), "TABLE_CAT"));
    assertEquals(List.of("main"), column(metadata.getSchemas(), "TABLE_SCHEM"));
    assertEquals(List.of(), column(metadata.getSchemas("other", null), "TABLE_SCHEM"));
    assertEquals(List.of("TABLE", "VIEW"), column(metadata.getTableTypes(), "TABLE_TYPE"));
  }

  @Test
  void tablesByPatternAndType() throws SQLException {
    assertEquals(List.of("people", "x_y", "xzy", "rich"), tables(null, "%"));
    assertEquals(List.of("rich"), tables(null, null, "VIEW"));
    assertEquals(List.of("people"), tables("ma%", "PEOP%", "TABLE", "VIEW"));
    assertEquals(List.of("x_y", "xzy"), tables(null, "x_y"));
    assertEquals(List.of("x_y"), tables(null, "x\\_y"));
    assertEquals(List.of(), tables("other", "%"));
    assertEquals(List.of(), tables(null, "%", "SYSTEM TABLE"));
  }

  @Test
  void columnsHaveAllTheirFields() throws SQLException {
    try (ResultSet rows = metadata.getColumns(null, null, "people", "%")) {
      assertEquals(24, rows.getMetaData().getColumnCount());
      assertTrue(rows.next());
      assertEquals("id", rows.getString("COLUMN_NAME"));
      assertEquals(Types.BIGINT, rows.getInt("DATA_TYPE"));
      assertEquals("NO", rows.getString("IS_NULLABLE"));
      assertTrue(rows.next());
      assertEquals("VARCHAR", rows.getString("TYPE_NAME"));
      assertEquals(20, rows.getInt("COLUMN_SIZE"));
      assertEquals(20, rows.getInt("CHAR_OCTET_LENGTH"));
      assertTrue(rows.next());
      assertEquals(3, rows.getInt("ORDINAL_POSITION"));
      assertEquals(9, rows.getInt("COLUMN_SIZE"));
      assertEquals(2, rows.getInt("DECIMAL_DIGITS"));
      assertEquals(10, rows.getInt("NUM_PREC_RADIX"));
      assertFalse(rows.next());
    }
    assertEquals(
        List.of("name", "name"),
        column(metadata.getColumns(null, null, null, "n%"), "COLUMN_NAME"));
  }

  @Test
  void aViewThatNoLongerWorksHasNoColumns() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE people");
    }
    assertEquals(List.of(), column(metadata.getColumns(null, null, "rich", "%"), "COLUMN_NAME"));
  }

  @Test
  void typesAreSortedByCode() throws SQLException {
    List<String> codes = column(metadata.getTypeInfo(), "DATA_TYPE");
    List<Integer> numbers = codes.stream().map(Integer::valueOf).toList();
    assertEquals(numbers.stream().sorted().toList(), numbers);
    assertTrue(numbers.containsAll(List.of(Types.VARCHAR, Types.DECIMAL, Types.BOOLEAN)));
  }

  @Test
  void functionsAndWordsAreListed() throws SQLException {
    assertTrue(metadata.getStringFunctions().contains("UPPER"));
    assertTrue(metadata.getNumericFunctions().contains("ABS"));
    assertEquals(
        List.of("UPPER"), column(metadata.getFunctions(null, null, "UPP%"), "FUNCTION_NAME"));
    assertEquals("\"", metadata.getIdentifierQuoteString());
    assertTrue(metadata.getSQLKeywords().contains("QUALIFY"));
  }
}
