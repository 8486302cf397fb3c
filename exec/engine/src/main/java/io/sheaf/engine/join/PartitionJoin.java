package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Joins one partition that fits into memory: reads its build rows, then streams its probe rows.
 * Closes the lease and both files.
 */
final class PartitionJoin implements BatchStream {
  private final JoinShape shape;
  private final QueryContext query;
  private final SpilledPartition partition;
  private final MemoryLease lease;
  private final BuildSide side;
  private final ProbeRun run;
  private BatchStream probe;
  private UnmatchedStream unmatched;

  private PartitionJoin(
      JoinShape shape,
      QueryContext query,
      SpilledPartition partition,
      MemoryLease lease,
      BuildSide side) {
    this.shape = shape;
    this.query = query;
    this.partition = partition;
    this.lease = lease;
    this.side = side;
    this.run = new ProbeRun(shape, side, query, null);
    this.probe = partition.readProbe();
  }

  /** The join of a partition, or null when its build rows do not fit into memory. */
  static PartitionJoin open(
      JoinShape shape, QueryContext query, SpilledPartition partition, BuildSide.NullFacts nulls) {
    MemoryLease lease = query.memory().lease("HashJoin", false);
    SpillFile file = partition.build();
    long fileBytes = file == null ? 0 : file.sizeBytes();
    long rows = file == null ? 0 : file.rows();
    // Blocks as read, which text stays a view of; their columns; those put end to end.
    if (rows > Integer.MAX_VALUE / 4
        || !lease.tryGrow(3 * fileBytes + TableBuilder.bytes((int) rows) + 5 * rows)) {
      lease.close();
      return null;
    }
    try {
      List<Batch> batches = new ArrayList<>();
      if (file != null) {
        try (BatchStream in = file.read()) {
          for (Batch batch = in.next(); batch != null; batch = in.next()) {
            batches.add(batch);
          }
        }
      }
      BuildSide side = build(shape, batches, nulls);
      lease.shrink(fileBytes);
      return new PartitionJoin(shape, query, partition, lease, side);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** A build side of some batches, whose memory is reserved. */
  static BuildSide build(JoinShape shape, List<Batch> batches, BuildSide.NullFacts nulls) {
    Batch all = Concat.batches(shape.buildSchema(), batches);
    Batch flat =
        Batch.frozen(
            shape.buildSchema(),
            all.columns().stream().map(c -> Columns.flatten(c, all.rows())).toList(),
            all.rows());
    return new BuildSide(shape, flat, new TableBuilder(shape, flat, null).build(), nulls);
  }

  @Override
  public Schema schema() {
    return shape.output();
  }

  @Override
  public Batch next() {
    while (unmatched == null) {
      Batch out = run.next();
      if (out != null) {
        return out;
      }
      query.checkCancelled();
      Batch batch = probe.next();
      if (batch == null) {
        unmatched = new UnmatchedStream(shape, side, new AtomicInteger());
      } else {
        run.accept(batch);
      }
    }
    return unmatched.next();
  }

  @Override
  public void close() {
    Closing.all(probe::close, lease::close, partition::close);
  }
}
