package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.PartitionFiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A join whose build side did not fit into memory: both inputs are on disk in partitions by hash,
 * which drivers join one at a time. A partition that still does not fit is cut again, see also
 * {@link NullAwareCut}; one that cannot be cut is joined in pieces.
 */
final class SpilledJoin implements AutoCloseable {
  static final int LEVELS = 6;

  private final JoinShape shape;
  private final QueryContext query;
  private final PartitionFiles build;
  private final PartitionFiles probe;
  private final BuildSide.NullFacts nulls;
  private Deque<SpilledPartition> waiting;

  SpilledJoin(
      JoinShape shape, QueryContext query, PartitionFiles build, BuildSide.NullFacts nulls) {
    this.shape = shape;
    this.query = query;
    this.build = build;
    this.nulls = nulls;
    this.probe =
        new PartitionFiles(query, shape.leftSchema(), shape.probeKeys(), 0, build.partitions());
  }

  /** Where a driver puts its probe rows. */
  PartitionFiles.Router open() {
    return probe.open();
  }

  /** The joined rows of partitions that this driver takes; only once all probe rows are on disk. */
  BatchStream stream() {
    return new Stream();
  }

  private synchronized SpilledPartition take() {
    if (waiting == null) {
      probe.finishWriting();
      waiting = new ArrayDeque<>(pair(build, probe, 0));
    }
    return waiting.poll();
  }

  private List<SpilledPartition> pair(PartitionFiles build, PartitionFiles probe, int level) {
    List<SpilledPartition> pairs = new ArrayList<>();
    for (int p = 0; p < build.partitions(); p++) {
      pairs.add(
          new SpilledPartition(
              build.take(p),
              probe.take(p),
              level,
              (build.partitions() > 1 || shape.nullAwareResidual()) && level < LEVELS));
    }
    return pairs;
  }

  /** Cuts a partition by further bits of the hash; closes it. */
  private List<SpilledPartition> divide(SpilledPartition whole) {
    if (shape.nullAwareResidual()) {
      return new NullAwareCut(shape, query, whole.level() + 1).divide(whole);
    }
    int level = whole.level() + 1;
    PartitionFiles builds =
        new PartitionFiles(
            query, shape.buildSchema(), shape.buildKeys(), level, PartitionFiles.FAN_OUT);
    PartitionFiles probes =
        new PartitionFiles(
            query, shape.leftSchema(), shape.probeKeys(), level, PartitionFiles.FAN_OUT);
    try (whole) {
      route(whole.readBuild(), builds);
      route(whole.readProbe(), probes);
      List<SpilledPartition> parts = new ArrayList<>();
      for (SpilledPartition part : pair(builds, probes, level)) {
        boolean shrank = part.buildRows() < whole.buildRows();
        parts.add(
            new SpilledPartition(part.build(), part.probe(), level, part.divisible() && shrank));
      }
      return parts;
    } finally {
      Closing.all(builds::close, probes::close);
    }
  }

  private static void route(BatchStream rows, PartitionFiles to) {
    PartitionFiles.Router router = to.open();
    try (rows) {
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        router.write(batch);
      }
    }
    to.finishWriting();
  }

  @Override
  public synchronized void close() {
    Deque<SpilledPartition> left = waiting == null ? new ArrayDeque<>() : waiting;
    Closing.all(probe::close, () -> Closing.drain(left, SpilledPartition::close));
  }

  /** One driver's partitions, one after the other. */
  private final class Stream implements BatchStream {
    private final Deque<SpilledPartition> own = new ArrayDeque<>();
    private BatchStream current;

    @Override
    public Schema schema() {
      return shape.output();
    }

    @Override
    public Batch next() {
      while (true) {
        if (current == null && !start()) {
          return null;
        }
        Batch out = current.next();
        if (out != null) {
          return out;
        }
        current.close();
        current = null;
      }
    }

    private boolean start() {
      while (true) {
        SpilledPartition partition = own.isEmpty() ? take() : own.poll();
        if (partition == null) {
          return false;
        }
        if (partition.isEmpty(shape)) {
          partition.close();
          continue;
        }
        current = PartitionJoin.open(shape, query, partition, nulls);
        if (current == null && !partition.divisible()) {
          current = new PieceJoin(shape, query, partition, nulls);
        }
        if (current != null) {
          return true;
        }
        divide(partition).reversed().forEach(own::push);
      }
    }

    @Override
    public void close() {
      BatchStream last = current;
      current = null;
      try {
        if (last != null) {
          last.close();
        }
      } finally {
        Closing.drain(own, SpilledPartition::close);
      }
    }
  }
}
