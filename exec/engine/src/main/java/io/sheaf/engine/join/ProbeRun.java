package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Selection;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.expression.CompiledFilter;

/**
 * Joins probe batches with a {@link BuildSide}, one at a time: {@link #accept} a batch, then take
 * what comes out by {@link #next} until that is null. For one thread; results are valid until the
 * next call.
 */
final class ProbeRun {
  private enum Phase {
    IDLE,
    PAIRS,
    UNKNOWN,
    TAIL
  }

  private final JoinShape shape;
  private final BuildSide build;
  private final QueryContext query;
  private final JoinOutput output;
  private final JoinTable.Lookup lookup;
  private final CompiledFilter.Evaluation residual;
  private final PairCursor pairs;
  private final ProbeTail tail;
  private final ProbeMarks later;
  private final Hits hits = new Hits();
  private final ProbeMarks marks = new ProbeMarks();
  private final int[] survivors;
  private final boolean unique;
  private Phase phase = Phase.IDLE;
  private Batch probe;
  private Batch ready;
  private long laterRows;

  /**
   * @param later null, or where the marks of the batches are collected, one batch after the other,
   *     when the build side is only a piece: then rows that depend on them do not come out here
   */
  ProbeRun(JoinShape shape, BuildSide build, QueryContext query, ProbeMarks later) {
    this.shape = shape;
    this.build = build;
    this.query = query;
    this.later = later;
    output = new JoinOutput(shape, build.rows());
    lookup = build.table().open();
    residual = shape.residual() == null ? null : shape.residual().open();
    pairs = new PairCursor(build, shape.batchRows());
    survivors = new int[residual == null ? 0 : shape.batchRows()];
    tail = new ProbeTail(shape, build.nulls(), output);
    unique = build.table().next() == null;
  }

  /** Takes a batch, whose columns must stay as they are until {@link #next} has returned null. */
  void accept(Batch batch) {
    probe = batch;
    lookup.find(batch, hits);
    if (residual == null && (later == null || !shape.kind().tracksLeft()) && atOnce()) {
      return;
    }
    marks.reset(batch.rows());
    pairs.start(hits);
    phase = Phase.PAIRS;
  }

  /** Joins that need no list of pairs; false when this one does. */
  private boolean atOnce() {
    switch (shape.kind()) {
      case SEMI -> ready = hits.count == 0 ? null : output.probeRows(probe, selection());
      case ANTI, MARK -> {
        marks.reset(probe.rows());
        for (int i = 0; i < hits.count; i++) {
          marks.setMatched(hits.probe[i]);
        }
        ready = tail.emit(probe, marks);
      }
      case RIGHT_SEMI, RIGHT_ANTI -> {
        for (int i = 0; i < hits.count; i++) {
          build.markKey(hits.build[i]);
        }
      }
      case INNER, LEFT, RIGHT, FULL -> {
        if (!unique) {
          return false;
        }
        if (shape.kind().tracksRight()) {
          for (int i = 0; i < hits.count; i++) {
            build.matched()[hits.build[i]] = 1;
          }
        }
        boolean keepOthers = shape.kind().tracksLeft();
        if (hits.count > 0) {
          ready = output.beside(probe, hits, keepOthers);
        } else if (keepOthers) {
          ready = output.probeWithNulls(probe, probe.selection());
        }
      }
    }
    return true;
  }

  private Selection selection() {
    return hits.count == probe.selectedRows()
        ? probe.selection()
        : new Selection(hits.probe, hits.count);
  }

  /** The next output batch, or null when everything of the accepted batch is out. */
  Batch next() {
    if (ready != null) {
      Batch out = ready;
      ready = null;
      return out;
    }
    while (true) {
      // Each round is a bounded number of pairs, but there may be a great many without output.
      query.checkCancelled();
      switch (phase) {
        case IDLE -> {
          return null;
        }
        case PAIRS -> {
          int count = pairs.equalKeys(shape.kind().emitsPairs() ? null : marks.matchedBits());
          if (count == 0) {
            afterPairs();
          } else {
            Batch out = match(count);
            if (out != null) {
              return out;
            }
          }
        }
        case UNKNOWN -> {
          int count = pairs.unknown(marks.unknownBits());
          if (count == 0) {
            phase = Phase.TAIL;
          } else {
            int left = residual.select(output.residualInput(probe, pairs, count), survivors);
            for (int i = 0; i < left; i++) {
              marks.setUnknown(pairs.probe[survivors[i]]);
            }
          }
        }
        case TAIL -> {
          phase = Phase.IDLE;
          if (!shape.kind().tracksLeft()) {
            return null;
          }
          if (later == null) {
            return tail.emit(probe, marks);
          }
          later.add(marks, probe.rows(), laterRows);
          laterRows += probe.rows();
        }
      }
    }
  }

  private void afterPairs() {
    phase = Phase.TAIL;
    if (shape.nullAwareResidual()) {
      Column key = probe.column(shape.probeKeys()[0]);
      pairs.startUnknown(probe, key, marks.matchedBits());
      phase = Phase.UNKNOWN;
    }
  }

  /**
   * Applies the residual to pairs, notes who found a match, and returns the pairs if they are
   * output.
   */
  private Batch match(int count) {
    int[] probeRows = pairs.probe;
    int[] buildRows = pairs.build;
    int left = count;
    if (residual != null) {
      left = residual.select(output.residualInput(probe, pairs, count), survivors);
      if (left < count) {
        for (int i = 0; i < left; i++) {
          probeRows[i] = probeRows[survivors[i]];
          buildRows[i] = buildRows[survivors[i]];
        }
      }
    }
    if (shape.kind().tracksLeft()) {
      for (int i = 0; i < left; i++) {
        marks.setMatched(probeRows[i]);
      }
    }
    if (shape.kind().tracksRight()) {
      byte[] matched = build.matched();
      for (int i = 0; i < left; i++) {
        matched[buildRows[i]] = 1;
      }
    }
    return left > 0 && shape.kind().emitsPairs()
        ? output.pairs(probe, probeRows, buildRows, left)
        : null;
  }
}
