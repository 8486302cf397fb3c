package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.SheafException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;

/**
 * A session with some tables, on as many threads and partitions as the test class says, or on
 * worker JVMs. The tables are people (id, name, age, city), towns (city, country) and nobody, which
 * has people's columns and no row.
 */
abstract class FrameTest {
  /** In the place of a number of threads: two worker JVMs, which all tests of a class share. */
  static final int WORKERS = 0;

  private static Session workers;

  @Parameter int threads;
  Session session;
  DataFrame people;
  DataFrame towns;
  DataFrame nobody;

  @BeforeEach
  void open() {
    session = threads == WORKERS ? workers() : onThreads();
    sql(
        """
        CREATE OR REPLACE TABLE people AS SELECT * FROM (VALUES
          (1, 'Ann', 31, 'Oslo'), (2, 'Bob', 25, 'Rome'), (3, 'Cid', NULL, 'Oslo'),
          (4, 'Dee', 25, NULL), (5, 'Eve', 40, 'Lima')) AS v(id, name, age, city)
        """);
    sql(
        """
        CREATE OR REPLACE TABLE towns AS SELECT * FROM (VALUES
          ('Oslo', 'Norway'), ('Rome', 'Italy'), ('Bonn', 'Germany')) AS v(city, country)
        """);
    sql("CREATE OR REPLACE TABLE nobody AS SELECT * FROM people WHERE id < 0");
    people = session.table("people");
    towns = session.table("towns");
    nobody = session.table("nobody");
  }

  private Session onThreads() {
    return Session.builder()
        .set("threads", Integer.toString(threads))
        .set("scan.partitions", Integer.toString(threads))
        .build();
  }

  private static Session workers() {
    if (workers == null) {
      workers = Session.builder().set("workers", "2").set("threads", "2").build();
    }
    return workers;
  }

  @AfterEach
  void close() {
    if (threads == WORKERS) {
      sql("RESET scan.partitions");
    } else {
      session.close();
    }
  }

  @AfterAll
  static void closeWorkers() {
    if (workers != null) {
      workers.close();
      workers = null;
    }
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
