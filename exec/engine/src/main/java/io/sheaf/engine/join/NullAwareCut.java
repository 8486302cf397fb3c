package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Selection;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.PartitionFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a partition of a NOT IN with a further condition by hash. There, rows without a key meet all
 * others: those of the build side go to each part, and those of the probe side are a part of their
 * own, with all build rows.
 */
final class NullAwareCut {
  private final JoinShape shape;
  private final int level;
  private final PartitionFiles builds;
  private final PartitionFiles probes;

  /** Probe rows without a key. */
  private final PartitionFiles unknown;

  /**
   * @param level of the parts
   */
  NullAwareCut(JoinShape shape, QueryContext query, int level) {
    this.shape = shape;
    this.level = level;
    this.builds =
        new PartitionFiles(
            query, shape.buildSchema(), shape.buildKeys(), level, PartitionFiles.FAN_OUT);
    this.probes =
        new PartitionFiles(
            query, shape.leftSchema(), shape.probeKeys(), level, PartitionFiles.FAN_OUT);
    this.unknown = new PartitionFiles(query, shape.leftSchema(), shape.probeKeys(), level, 1);
  }

  /** The parts of a partition, to whom its files pass on. */
  List<SpilledPartition> divide(SpilledPartition whole) {
    try {
      routeBuild(whole.readBuild());
      routeProbe(whole.readProbe());
      List<SpilledPartition> parts = new ArrayList<>();
      for (int p = 0; p < PartitionFiles.FAN_OUT; p++) {
        SpilledPartition part = new SpilledPartition(builds.take(p), probes.take(p), level, true);
        // Where rows without a key are many, cutting makes more of them and not less of the others.
        boolean divisible = level < SpilledJoin.LEVELS && 2 * part.buildRows() < whole.buildRows();
        parts.add(new SpilledPartition(part.build(), part.probe(), level, divisible));
      }
      parts.add(new SpilledPartition(whole.build(), unknown.take(0), level, false));
      new SpilledPartition(null, whole.probe(), level, false).close();
      return parts;
    } catch (Throwable t) {
      whole.close();
      throw t;
    } finally {
      Closing.all(builds::close, probes::close, unknown::close);
    }
  }

  private void routeBuild(BatchStream rows) {
    int key = shape.buildKeys()[0];
    PartitionFiles.Router router = builds.open();
    try (rows) {
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        router.write(rows(batch, key, false));
        router.writeToAll(rows(batch, key, true));
      }
    }
    builds.finishWriting();
  }

  private void routeProbe(BatchStream rows) {
    int key = shape.probeKeys()[0];
    PartitionFiles.Router router = probes.open();
    PartitionFiles.Router apart = unknown.open();
    try (rows) {
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        router.write(rows(batch, key, false));
        apart.write(rows(batch, key, true));
      }
    }
    probes.finishWriting();
    unknown.finishWriting();
  }

  /** The selected rows that have no key, or those that have one. */
  private static Batch rows(Batch batch, int key, boolean without) {
    Column keys = batch.column(key);
    Selection selection = batch.selection();
    int[] chosen = new int[batch.selectedRows()];
    int count = 0;
    for (int i = 0; i < batch.selectedRows(); i++) {
      int row = selection == null ? i : selection.rows()[i];
      if (keys.isNull(row) == without) {
        chosen[count++] = row;
      }
    }
    return batch.withSelection(new Selection(chosen, count));
  }
}
