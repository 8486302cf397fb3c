package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The build rows that a RIGHT, FULL, RIGHT_SEMI or RIGHT_ANTI join returns when probing is over.
 * Several streams share the rows by a common cursor.
 */
final class UnmatchedStream implements BatchStream {
  private final JoinShape shape;
  private final BuildSide build;
  private final JoinOutput output;
  private final AtomicInteger cursor;
  private final byte wanted;
  private final int[] chosen;

  /**
   * @param cursor first row that no stream has taken yet
   */
  UnmatchedStream(JoinShape shape, BuildSide build, AtomicInteger cursor) {
    this.shape = shape;
    this.build = build;
    this.cursor = cursor;
    output = new JoinOutput(shape, build.rows());
    wanted =
        switch (shape.kind()) {
          case RIGHT_SEMI -> 1;
          case RIGHT, FULL, RIGHT_ANTI -> 0;
          case INNER, LEFT, SEMI, ANTI, MARK -> -1;
        };
    chosen = new int[shape.batchRows()];
  }

  @Override
  public Schema schema() {
    return shape.output();
  }

  @Override
  public Batch next() {
    if (wanted < 0) {
      return null;
    }
    byte[] matched = build.matched();
    int total = build.rows().rows();
    while (true) {
      int from = cursor.getAndUpdate(at -> (int) Math.min(total, (long) at + chosen.length));
      if (from >= total) {
        return null;
      }
      int to = (int) Math.min(total, (long) from + chosen.length);
      int count = 0;
      for (int row = from; row < to; row++) {
        chosen[count] = row;
        count += matched[row] == wanted ? 1 : 0;
      }
      if (count > 0) {
        return output.buildRows(chosen, count);
      }
    }
  }

  @Override
  public void close() {}
}
