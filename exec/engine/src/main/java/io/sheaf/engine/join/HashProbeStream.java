package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.spill.PartitionFiles;

/** One driver's left rows on their way through a hash join. For one thread. */
final class HashProbeStream implements BatchStream {
  private enum Phase {
    START,
    PROBE,
    SPILL,
    REST,
    END
  }

  private final HashJoinOperator join;
  private final EndGate.Pass pass;
  private final BatchStream input;
  private Phase phase = Phase.START;
  private ProbeRun run;
  private BatchStream rest;

  HashProbeStream(HashJoinOperator join, EndGate.Pass pass, BatchStream input) {
    this.join = join;
    this.pass = pass;
    this.input = input;
  }

  @Override
  public Schema schema() {
    return join.shape().output();
  }

  @Override
  public Batch next() {
    while (true) {
      switch (phase) {
        case START -> start();
        case PROBE -> {
          Batch out = run.next();
          if (out != null) {
            return out;
          }
          Batch batch = input.next();
          if (batch == null) {
            endOfInput();
          } else {
            run.accept(batch);
          }
        }
        case SPILL -> {
          spillInput();
          endOfInput();
        }
        case REST -> {
          Batch out = rest.next();
          if (out != null) {
            return out;
          }
          phase = Phase.END;
        }
        case END -> {
          return null;
        }
      }
    }
  }

  private void start() {
    if (join.spilled() != null) {
      phase = Phase.SPILL;
      return;
    }
    BuildSide side = join.side();
    if (side.rows().rows() == 0 && join.shape().emptyBuildEmptyOutput()) {
      pass.leave();
      phase = Phase.END;
      return;
    }
    run = new ProbeRun(join.shape(), side, join.query(), null);
    phase = Phase.PROBE;
  }

  private void spillInput() {
    PartitionFiles.Router router = join.spilled().open();
    for (Batch batch = input.next(); batch != null; batch = input.next()) {
      router.write(batch);
    }
  }

  private void endOfInput() {
    pass.leave();
    if (join.spilled() == null && !join.shape().kind().tracksRight()) {
      phase = Phase.END;
      return;
    }
    join.gate().await(join.query());
    rest = join.rest();
    phase = Phase.REST;
  }

  @Override
  public void close() {
    pass.leave();
    phase = Phase.END;
    try {
      if (rest != null) {
        rest.close();
      }
    } finally {
      input.close();
    }
  }
}
