package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.plan.JoinKind;

/** One driver's left rows on their way through a nested-loop join. For one thread. */
final class NestedLoopStream implements BatchStream {
  private enum Phase {
    LEFT,
    CHUNKS,
    RIGHT,
    END
  }

  private final NestedLoopJoinOperator join;
  private final LoopShape shape;
  private final RightRows right;
  private final EndGate.Pass pass;
  private final BatchStream input;
  private final LoopPairs pairs;
  private Phase phase = Phase.LEFT;
  private Batch batch;
  private BatchStream chunks;
  private int chunk;

  NestedLoopStream(NestedLoopJoinOperator join, EndGate.Pass pass, BatchStream input) {
    this.join = join;
    this.shape = join.shape();
    this.right = join.right();
    this.pass = pass;
    this.input = input;
    this.pairs = new LoopPairs(shape, join.query());
  }

  @Override
  public Schema schema() {
    return shape.output();
  }

  @Override
  public Batch next() {
    while (true) {
      Batch out =
          switch (phase) {
            case LEFT -> nextLeft();
            case CHUNKS -> nextPairs();
            case RIGHT -> nextUnmatched();
            case END -> null;
          };
      if (out != null || phase == Phase.END) {
        return out;
      }
    }
  }

  private Batch nextLeft() {
    boolean nothingLeft =
        right.rows() == 0 && (!shape.kind().tracksLeft() || shape.kind() == JoinKind.SEMI);
    batch = nothingLeft ? null : input.next();
    if (batch == null) {
      endOfInput();
      return null;
    }
    pairs.start(batch);
    chunks = right.read();
    chunk = -1;
    phase = Phase.CHUNKS;
    return null;
  }

  private void endOfInput() {
    pass.leave();
    phase = Phase.END;
    if (shape.kind().tracksRight()) {
      join.gate().await(join.query());
      chunks = right.read();
      chunk = -1;
      phase = Phase.RIGHT;
    }
  }

  /** Pairs of the left batch with one chunk after the other, then what depends on all of them. */
  private Batch nextPairs() {
    while (true) {
      Batch out = pairs.next();
      if (out != null) {
        return out;
      }
      Batch part = pairs.isSettled() ? null : chunks.next();
      if (part == null) {
        chunks.close();
        chunks = null;
        phase = Phase.LEFT;
        return pairs.tail();
      }
      chunk++;
      pairs.meet(part, shape.kind().tracksRight() ? right.matched(chunk) : null);
    }
  }

  private Batch nextUnmatched() {
    byte wanted = (byte) (shape.kind() == JoinKind.RIGHT_SEMI ? 1 : 0);
    int mine = join.unmatchedChunk().getAndIncrement();
    Batch part = null;
    while (chunk < mine && (part = chunks.next()) != null) {
      chunk++;
    }
    if (part == null) {
      phase = Phase.END;
      return null;
    }
    byte[] matched = right.matched(mine);
    int[] rows = new int[part.rows()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      rows[count] = row;
      count += matched[row] == wanted ? 1 : 0;
    }
    return count == 0 ? null : pairs.rightRows(part, new Selection(rows, count));
  }

  @Override
  public void close() {
    pass.leave();
    phase = Phase.END;
    try {
      if (chunks != null) {
        chunks.close();
      }
    } finally {
      input.close();
    }
  }
}
