package io.sheaf.jdbc.slt;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs the records of a file over one connection, one after another, and collects what is wrong.
 */
final class SltRunner {
  private static final int MOST_FAILURES = 20;

  private final SltFile file;
  private final String variant;
  private final Map<String, String> variables;
  private final boolean exact;
  private final List<String> failures = new ArrayList<>();
  private final Map<SltRecord.Query, SltAnswer> answers = new java.util.LinkedHashMap<>();

  /**
   * @param variant records that skip it are left out
   * @param exact whether decimals have to be printed with the expected scale, and types are
   *     compared
   */
  SltRunner(SltFile file, String variant, Path temporary, boolean exact) {
    this.file = file;
    this.variant = variant;
    this.exact = exact;
    this.variables = new TreeMap<>();
    variables.put("${tmp}", temporary.toString());
    variables.put("${data}", Slt.DATA.toString());
  }

  /** What the queries answered, for those that did. */
  Map<SltRecord.Query, SltAnswer> answers() {
    return answers;
  }

  /** Everything that was not as expected, with the place of each; empty when all is well. */
  List<String> run(Connection connection) {
    for (SltRecord record : file.records()) {
      if (record.skippedBy().contains(variant) || failures.size() >= MOST_FAILURES) {
        continue;
      }
      switch (record) {
        case SltRecord.Succeeds r -> succeeds(connection, r);
        case SltRecord.Fails r -> fails(connection, r);
        case SltRecord.Query r -> query(connection, r);
      }
    }
    return failures;
  }

  private String text(String sql) {
    String text = sql;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text = text.replace(variable.getKey(), variable.getValue());
    }
    return text;
  }

  private void succeeds(Connection connection, SltRecord.Succeeds record) {
    try (Statement statement = connection.createStatement()) {
      drain(statement, text(record.sql()));
    } catch (SQLException e) {
      failed(record, "expected: ok\nactual:   " + e.getMessage());
    }
  }

  private static void drain(Statement statement, String sql) throws SQLException {
    if (statement.execute(sql)) {
      try (ResultSet results = statement.getResultSet()) {
        while (results.next()) {
          results.getString(1);
        }
      }
    }
  }

  private void fails(Connection connection, SltRecord.Fails record) {
    try (Statement statement = connection.createStatement()) {
      drain(statement, text(record.sql()));
      failed(record, "expected: an error like " + record.message() + "\nactual:   ok");
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      boolean internal = "XX000".equals(e.getSQLState());
      if (exact && (internal || !record.message().matcher(message).find())) {
        failed(record, "expected: an error like " + record.message() + "\nactual:   " + message);
      }
    }
  }

  private void query(Connection connection, SltRecord.Query record) {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(text(record.sql()))) {
      SltAnswer answer = SltAnswer.of(results);
      answers.put(record, answer);
      compare(record, answer);
    } catch (SQLException e) {
      failed(record, "expected: rows\nactual:   " + e.getMessage());
    }
  }

  private void compare(SltRecord.Query record, SltAnswer answer) {
    if (exact && !matches(record.types(), answer.types())) {
      failed(record, "expected: types " + record.types() + "\nactual:   types " + answer.types());
      return;
    }
    if (record.expected().firstLine() == 0) {
      failed(record, "the record has no ---- and no rows: run with -Dsheaf.update=true");
      return;
    }
    Optional<String> difference =
        answer.difference(record.expected().rows(), record.sorted(), exact);
    difference.ifPresent(
        what ->
            failed(
                record,
                what
                    + "\nexpected:\n"
                    + indented(record.expected().rows())
                    + "\nactual:\n"
                    + indented(answer.lines(record.sorted()))));
  }

  private static boolean matches(String expected, String actual) {
    if (expected.length() != actual.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (expected.charAt(i) != '?' && expected.charAt(i) != actual.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String indented(List<String> lines) {
    List<String> shown = lines.size() > 50 ? lines.subList(0, 50) : lines;
    return "  " + String.join("\n  ", shown) + (lines.size() > 50 ? "\n  ..." : "");
  }

  private void failed(SltRecord record, String what) {
    failures.add(
        "%s:%d: [%s]\n%s\n%s"
            .formatted(file.path(), record.line(), variant, record.sql().indent(2), what));
  }
}
