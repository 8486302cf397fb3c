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
 * @param codegen where loops are generated
 * @param forced what only tests ask for
 */
public record EngineSettings(
    int threads,
    int batchRows,
    int scanPartitions,
    Path spillDirectory,
    Codegen codegen,
    Forced forced) {
  /** Where the engine generates code for a statement's loops; else it interprets. */
  public enum Codegen {
    /** Where it is expected to pay. */
    AUTO,
    OFF,
    /** Wherever it can: for tests. */
    FORCE
  }

  /**
   * Conditions that tests bring about.
   *
   * @param degenerateHash all hash values are equal
   * @param exchange exchanges are planned as if for several machines, with so many partitions; 0
   *     for none
   */
  public record Forced(boolean degenerateHash, int exchange) {
    public static final Forced NOTHING = new Forced(false, 0);

    public Forced {
      require(exchange >= 0, "exchange.force", exchange, "0 or more");
    }
  }

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
  }

  /** Settings for tests, with code generated where it is expected to pay. */
  public EngineSettings(
      int threads,
      int batchRows,
      int scanPartitions,
      Path spillDirectory,
      boolean degenerateHash,
      int forceExchange) {
    this(
        threads,
        batchRows,
        scanPartitions,
        spillDirectory,
        Codegen.AUTO,
        new Forced(degenerateHash, forceExchange));
  }

  public static EngineSettings defaults() {
    return new EngineSettings(
        Runtime.getRuntime().availableProcessors(),
        DEFAULT_BATCH_ROWS,
        0,
        Path.of(System.getProperty("java.io.tmpdir")),
        Codegen.AUTO,
        Forced.NOTHING);
  }

  public EngineSettings withCodegen(Codegen wanted) {
    return new EngineSettings(threads, batchRows, scanPartitions, spillDirectory, wanted, forced);
  }

  public int forceExchange() {
    return forced.exchange();
  }

  /** ANDed to every hash that decides a slot or partition: 0 makes all of them collide. */
  public long hashMask() {
    return forced.degenerateHash() ? 0 : -1L;
  }

  private static void require(boolean holds, String key, long value, String range) {
    if (!holds) {
      throw SheafException.user(
          "BAD_SETTING", "setting '" + key + "' must be " + range + ", not " + value);
    }
  }
}
