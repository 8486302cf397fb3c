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

  /** For tests and embedded use: no cancellation. */
  static ScanContext of(MemoryPool memory) {
    return new ScanContext() {
      @Override
      public MemoryPool memory() {
        return memory;
      }

      @Override
      public void checkCancelled() {}
    };
  }
}
