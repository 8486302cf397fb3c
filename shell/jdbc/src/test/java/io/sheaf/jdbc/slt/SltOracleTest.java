package io.sheaf.jdbc.slt;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the same records through DuckDB, so that what is expected is not only what Sheaf says.
 * Records of an intended difference, or in words that DuckDB does not know, carry {@code skipif
 * duckdb}.
 */
class SltOracleTest {
  @TestFactory
  Stream<DynamicTest> records() {
    String only = System.getProperty("sheaf.slt", "");
    return SltFile.below(Slt.ROOT).stream()
        .filter(path -> path.toString().contains(only))
        .map(
            path -> DynamicTest.dynamicTest(Slt.ROOT.relativize(path).toString(), () -> run(path)));
  }

  private static void run(Path path) throws SQLException {
    Path temporary = Slt.temporary();
    List<String> failures;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      failures = new SltRunner(SltFile.read(path), "duckdb", temporary, false).run(connection);
    } finally {
      Slt.delete(temporary);
    }
    if (!failures.isEmpty()) {
      fail(failures.size() + " records differ\n\n" + String.join("\n\n", failures));
    }
  }
}
