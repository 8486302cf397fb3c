package io.sheaf.jdbc.slt;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every record through JDBC, under every variant of the settings. With {@code
 * -Dsheaf.update=true} the expected rows are written anew instead; {@code -Dsheaf.slt=TEXT} takes
 * only files whose path contains the text, {@code -Dsheaf.variant=NAME} only that variant.
 */
class SltTest {
  private record Variant(String name, String settings) {}

  private static final List<Variant> VARIANTS =
      List.of(
          new Variant("default", ""),
          new Variant("splits", ";scan.partitions=7;batch.rows=3"),
          new Variant("single", ";threads=1;batch.rows=1"),
          new Variant("memory", ";memory=4MB"),
          new Variant("codegen", ";codegen=force"),
          new Variant("hash", ";hash.degenerate=true"),
          new Variant("exchange", ";exchange.force=3"),
          new Variant("workers", ";workers=2"));

  /** What the variant with worker JVMs runs when there is no time for more. */
  private static final List<String> SAMPLE = List.of("join", "aggregate");

  @TestFactory
  Stream<DynamicNode> records() {
    String only = System.getProperty("sheaf.slt", "");
    return SltFile.below(Slt.ROOT).stream()
        .filter(path -> path.toString().contains(only))
        .map(path -> DynamicContainer.dynamicContainer(name(path), tests(path)));
  }

  private static String name(Path path) {
    return Slt.ROOT.relativize(path).toString();
  }

  private static Stream<DynamicTest> tests(Path path) {
    return (Slt.UPDATE ? VARIANTS.subList(0, 1) : VARIANTS)
        .stream()
            .filter(variant -> isWanted(path, variant))
            .map(variant -> DynamicTest.dynamicTest(variant.name(), () -> run(path, variant)));
  }

  private static boolean isWanted(Path path, Variant variant) {
    String only = System.getProperty("sheaf.variant");
    if (only != null) {
      return variant.name().equals(only);
    }
    return !variant.name().equals("workers")
        || Boolean.getBoolean("sheaf.soak")
        || SAMPLE.stream().anyMatch(name(path)::contains);
  }

  private static void run(Path path, Variant variant) throws SQLException {
    SltFile file = SltFile.read(path);
    Path temporary = Slt.temporary();
    SltRunner runner = new SltRunner(file, variant.name(), temporary, true);
    List<String> failures;
    try (Connection connection = DriverManager.getConnection("jdbc:sheaf:" + variant.settings())) {
      failures = runner.run(connection);
    } finally {
      Slt.delete(temporary);
    }
    if (Slt.UPDATE) {
      Slt.rewrite(file, runner.answers());
    } else if (!failures.isEmpty()) {
      fail(failures.size() + " records failed\n\n" + String.join("\n\n", failures));
    }
  }
}
