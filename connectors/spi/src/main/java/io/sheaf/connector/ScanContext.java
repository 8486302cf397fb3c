package io.sheaf.connector;

import io.sheaf.columnar.memory.MemoryPool;

/** What a reader needs of whoever runs it. */
public interface ScanContext {
  MemoryPool memory();

  /**
   * Throws a SheafException when the query was cancelled or timed out; cheap enough for every page.
   */
  void checkCancelled();

  /** Is told how many bytes were made ready for reading: uncompressed, for every page. */
  default void decoded(long bytes) {}

  /** What streams of this scan on this thread leave to each other; by default they don't. */
  default ScanScratch scratch() {
    return new ScanScratch();
  }

  /** For tests and embedded use: no cancellation. For one scan on one thread. */
  static ScanContext of(MemoryPool memory) {
    ScanScratch scratch = new ScanScratch();
    return new ScanContext() {
      @Override
      public ScanScratch scratch() {
        return scratch;
      }

      @Override
      public MemoryPool memory() {
        return memory;
      }

      @Override
      public void checkCancelled() {}
    };
  }
}
