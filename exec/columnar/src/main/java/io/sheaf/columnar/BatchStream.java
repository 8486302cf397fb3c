package io.sheaf.columnar;

/**
 * The one iterator of Sheaf, from disk to client. For one thread at a time.
 *
 * <p>{@code next()} returns null at the end and keeps returning null; it never returns a batch
 * without rows. A batch stays valid until the next call of {@code next()} or {@code close()},
 * unless it is frozen. {@code close()} may be called at any time, more than once, and frees
 * everything; if {@code next()} threw, only {@code close()} may follow.
 */
public interface BatchStream extends AutoCloseable {
  Schema schema();

  /** The next batch, with at least one (selected) row, or null at the end. */
  Batch next();

  @Override
  void close();
}
