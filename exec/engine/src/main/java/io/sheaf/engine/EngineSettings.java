package io.sheaf.engine;

import io.sheaf.columnar.SheafException;
import java.nio.file.Path;

/**
 * The engine's settings.
 *
 * @param threads drivers a pipeline runs with
 * @param batchRows rows a batch at most
 * @param scanPartitions splits a table is cut into at least; 0 leaves it to the table
 * @param spillDirectory where spill files go
 * @param degenerateHash tests: all hash values are equal
 * @param forceExchange tests: exchanges are planned as if for several machines, with so many
 *     partitions; 0 for none
 */
public record EngineSettings(
    int threads,
    int batchRows,
    int scanPartitions,
    Path spillDirectory,
    boolean degenerateHash,
    int forceExchange) {
  public static final int DEFAULT_BATCH_ROWS = 8192;
  public static final int MAXIMUM_BATCH_ROWS = 65536;

  public EngineSettings {
    require(threads >= 1 && threads <= 1024, "threads", threads, "1 to 1024");
    require(
        batchRows >= 1 && batchRows <= MAXIMUM_BATCH_ROWS,
        "batch.rows",
        batchRows,
        "1 to " + MAXIMUM_BATCH_ROWS);
    require(scanPartitions >= 0, "scan.partitions", scanPartitions, "0 or more");
    require(forceExchange >= 0, "exchange.force", forceExchange, "0 or more");
  }

  public static EngineSettings defaults() {
    return new EngineSettings(
        Runtime.getRuntime().availableProcessors(),
        DEFAULT_BATCH_ROWS,
        0,
        Path.of(System.getProperty("java.io.tmpdir")),
        false,
        0);
  }

  /** ANDed to every hash that decides a slot or partition: 0 makes all of them collide. */
  public long hashMask() {
    return degenerateHash ? 0 : -1L;
  }

  private static void require(boolean holds, String key, long value, String range) {
    if (!holds) {
      throw SheafException.user(
          "BAD_SETTING", "setting '" + key + "' must be " + range + ", not " + value);
    }
  }
}
