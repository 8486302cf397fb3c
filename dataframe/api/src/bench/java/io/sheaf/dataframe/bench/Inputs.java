package io.sheaf.dataframe.bench;

import io.sheaf.dataframe.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Files that both engines read, made once and the same each time. */
final class Inputs {
  static final String TEXT = "words.txt";
  static final String PARQUET = "orders.parquet";

  private static final long TEXT_BYTES = 1L << 30;
  private static final int WORDS = 100_000;
  private static final int WORDS_PER_LINE = 12;
  private static final long ROWS = 6_000_000;

  private Inputs() {}

  static void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve(TEXT))) {
      Path part = folder.resolve(TEXT + ".part");
      text(part);
      Files.move(part, folder.resolve(TEXT));
    }
    if (!Files.exists(folder.resolve(PARQUET))) {
      rows(folder.resolve(PARQUET));
    }
  }

  /** Lines of words of which few are frequent and many are rare. */
  private static void text(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words[i] = word.toString();
    }
    long bytes = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      while (bytes < TEXT_BYTES) {
        for (int i = 0; i < WORDS_PER_LINE; i++) {
          double chance = random.nextDouble();
          String word = words[(int) (WORDS * chance * chance * chance)];
          out.write(word);
          out.write(i + 1 < WORDS_PER_LINE ? ' ' : '\n');
          bytes += word.length() + 1;
        }
      }
    }
  }

  private static void rows(Path file) {
    try (Session session = Session.local()) {
      session
          .range(ROWS)
          .selectExpr(
              "id AS orderKey",
              "(id * 7919) % 200000 AS partKey",
              "CAST((id * 31) % 50 + 1 AS DOUBLE) AS quantity",
              "CAST((id * 104729) % 10000000 AS DOUBLE) / 100 AS price",
              "'comment ' || CAST(id % 1000 AS VARCHAR) AS remark")
          .write()
          .parquet(file.toString());
    }
  }
}
