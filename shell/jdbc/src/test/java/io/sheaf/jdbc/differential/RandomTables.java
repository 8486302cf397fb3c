package io.sheaf.jdbc.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Three tables of random rows over small domains, so that keys meet, with many NULLs. */
final class RandomTables {
  static final List<String> NAMES = List.of("t1", "t2", "t3");

  private static final String COLUMNS =
      "(i INTEGER, b BIGINT, d DECIMAL(12,2), w DECIMAL(20,4), x DOUBLE, s VARCHAR, dt DATE,"
          + " f BOOLEAN)";

  private final Random random;

  RandomTables(Random random) {
    this.random = random;
  }

  /** Statements that both engines understand. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (String name : NAMES) {
      statements.add("CREATE TABLE " + name + " " + COLUMNS);
      int rows = name.equals("t3") ? random.nextInt(3) : 5 + random.nextInt(40);
      if (rows > 0) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
          values.add(row());
        }
        statements.add("INSERT INTO " + name + " VALUES " + String.join(", ", values));
      }
    }
    return statements;
  }

  private String row() {
    return "("
        + String.join(
            ", ",
            nullOr("" + (random.nextInt(12) - 3)),
            nullOr("" + (random.nextInt(10) * 1_000_000_000L)),
            nullOr(decimal(random.nextInt(2000) - 500, 2)),
            nullOr(decimal(random.nextInt(100) * 123_456_789L - 5_000_000_000L, 4)),
            nullOr("" + (random.nextInt(40) - 10) / 4.0),
            nullOr("'" + word() + "'"),
            nullOr(
                "DATE '" + java.time.LocalDate.of(1995, 11, 28).plusDays(random.nextInt(40)) + "'"),
            nullOr(random.nextBoolean() ? "TRUE" : "FALSE"))
        + ")";
  }

  private String nullOr(String value) {
    return random.nextInt(6) == 0 ? "NULL" : value;
  }

  private static String decimal(long unscaled, int scale) {
    return java.math.BigDecimal.valueOf(unscaled, scale).toPlainString();
  }

  private String word() {
    String[] words = {"", "a", "ab", "abc", "b", "bc", "äb", "zebra", "Zebra", "a%b", "x_y", "日本"};
    return words[random.nextInt(words.length)];
  }
}
