package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.SheafException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;

/**
 * A session with some tables, on as many threads and partitions as the test class says. The tables
 * are people (id, name, age, city), towns (city, country) and nobody, which has people's columns
 * and no row.
 */
abstract class FrameTest {
  @Parameter int threads;
  Session session;
  DataFrame people;
  DataFrame towns;
  DataFrame nobody;

  @BeforeEach
  void open() {
    session =
        Session.builder()
            .set("threads", Integer.toString(threads))
            .set("scan.partitions", Integer.toString(threads))
            .build();
    sql(
        """
        CREATE TABLE people AS SELECT * FROM (VALUES
          (1, 'Ann', 31, 'Oslo'), (2, 'Bob', 25, 'Rome'), (3, 'Cid', NULL, 'Oslo'),
          (4, 'Dee', 25, NULL), (5, 'Eve', 40, 'Lima')) AS v(id, name, age, city)
        """);
    sql(
        """
        CREATE TABLE towns AS SELECT * FROM (VALUES
          ('Oslo', 'Norway'), ('Rome', 'Italy'), ('Bonn', 'Germany')) AS v(city, country)
        """);
    sql("CREATE TABLE nobody AS SELECT * FROM people WHERE id < 0");
    people = session.table("people");
    towns = session.table("towns");
    nobody = session.table("nobody");
  }

  @AfterEach
  void close() {
    session.close();
  }

  void sql(String text) {
    session.sql(text).close();
  }

  /** The rows in their order, a line each. */
  static String lines(DataFrame frame) {
    return String.join(" ", frame.collect().stream().map(Row::toString).toList());
  }

  /** The rows sorted, a line each, for frames without order. */
  static String sorted(DataFrame frame) {
    return String.join(" ", frame.collect().stream().map(Row::toString).sorted().toList());
  }

  static void assertRows(String expected, DataFrame frame) {
    assertEquals(expected, sorted(frame));
  }

  static void assertOrdered(String expected, DataFrame frame) {
    assertEquals(expected, lines(frame));
  }

  static void assertColumns(DataFrame frame, String... names) {
    assertEquals(List.of(names), frame.columns());
  }

  static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(SheafException.class, call).getMessage());
  }
}
