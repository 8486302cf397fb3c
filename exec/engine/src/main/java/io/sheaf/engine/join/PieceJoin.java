package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Joins a partition whose build rows fit into memory only piece by piece and cannot be cut by hash,
 * because one key has most of them: all probe rows meet each piece in turn. What depends on whether
 * a probe row found any match comes out in a last pass. Closes the lease and both files.
 */
final class PieceJoin implements BatchStream {
  private final JoinShape shape;
  private final QueryContext query;
  private final SpilledPartition partition;
  private final BuildSide.NullFacts nulls;
  private final MemoryLease lease;
  private final ProbeMarks marks;
  private final BatchStream buildRows;
  private Batch rest;
  private int restFrom;
  private boolean lastPass;

  private BuildSide side;
  private ProbeRun run;
  private BatchStream probe;
  private UnmatchedStream unmatched;

  private ProbeTail tail;
  private long tailRow;

  PieceJoin(
      JoinShape shape, QueryContext query, SpilledPartition partition, BuildSide.NullFacts nulls) {
    this.shape = shape;
    this.query = query;
    this.partition = partition;
    this.nulls = nulls;
    this.lease = query.memory().lease("HashJoin", false);
    this.buildRows = partition.readBuild();
    this.marks = shape.kind().tracksLeft() ? new ProbeMarks() : null;
  }

  @Override
  public Schema schema() {
    return shape.output();
  }

  @Override
  public Batch next() {
    while (!lastPass) {
      if (side == null && !nextPiece()) {
        startLastPass();
        break;
      }
      Batch out = pieceOutput();
      if (out != null) {
        return out;
      }
      side = null;
    }
    return marks == null ? null : tailOutput();
  }

  /** Loads the next piece; false when there are no build rows left. */
  private boolean nextPiece() {
    if (marks != null && run == null && lease.heldBytes() == 0) {
      // Small beside the rows, which cannot be joined without.
      lease.growBeyond(ProbeMarks.bytes(partition.probeRows()));
      marks.reset(partition.probeRows());
    }
    long marksBytes = marks == null ? 0 : ProbeMarks.bytes(partition.probeRows());
    run = null;
    unmatched = null;
    lease.shrink(lease.heldBytes() - marksBytes);
    List<Batch> piece = new ArrayList<>();
    while (true) {
      if (rest == null) {
        rest = buildRows.next();
        restFrom = 0;
      }
      if (rest == null || !take(piece)) {
        break;
      }
    }
    if (piece.isEmpty()) {
      return false;
    }
    side = PartitionJoin.build(shape, piece, nulls);
    run = new ProbeRun(shape, side, query, marks);
    probe = partition.readProbe();
    return true;
  }

  /** Moves as many rows of the rest as memory allows into the piece; false when it is full. */
  private boolean take(List<Batch> piece) {
    int count = rest.rows() - restFrom;
    while (count > 0) {
      Batch part = restFrom == 0 && count == rest.rows() ? rest : slice(count);
      long bytes = 3 * Footprint.bytes(part) + TableBuilder.bytes(count) + 5L * count;
      boolean onlyRow = piece.isEmpty() && count == 1;
      if (onlyRow) {
        lease.grow(bytes);
      }
      if (onlyRow || hold(bytes)) {
        piece.add(part.detach());
        restFrom += count;
        rest = restFrom == rest.rows() ? null : rest;
        return rest == null;
      }
      count /= 2;
    }
    return false;
  }

  /** A piece is not tiny though others hold the memory: all probe rows are read for each. */
  private boolean hold(long bytes) {
    long least = query.memory().limitBytes() / 8;
    return lease.tryGrow(bytes)
        || lease.heldBytes() + bytes <= least && lease.tryGrowBeyond(bytes, least);
  }

  private Batch slice(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = restFrom + i;
    }
    return rest.withSelection(new Selection(rows, count));
  }

  private Batch pieceOutput() {
    while (unmatched == null) {
      Batch out = run.next();
      if (out != null) {
        return out;
      }
      query.checkCancelled();
      Batch batch = probe.next();
      if (batch == null) {
        probe.close();
        unmatched = new UnmatchedStream(shape, side, new AtomicInteger());
      } else {
        run.accept(batch);
      }
    }
    return unmatched.next();
  }

  private void startLastPass() {
    lastPass = true;
    if (marks != null) {
      Batch none = Batch.frozen(shape.buildSchema(), noColumns(), 0);
      tail = new ProbeTail(shape, nulls, new JoinOutput(shape, none));
      probe = partition.readProbe();
    }
  }

  private List<Column> noColumns() {
    return shape.buildSchema().fields().stream().map(f -> Columns.nulls(f.type(), 0)).toList();
  }

  private Batch tailOutput() {
    ProbeMarks ofBatch = new ProbeMarks();
    for (Batch batch = probe.next(); batch != null; batch = probe.next()) {
      query.checkCancelled();
      ofBatch.copy(marks, tailRow, batch.rows());
      tailRow += batch.rows();
      Batch out = tail.emit(batch, ofBatch);
      if (out != null) {
        return out;
      }
    }
    return null;
  }

  @Override
  public void close() {
    Closing.all(
        () -> {
          if (probe != null) {
            probe.close();
          }
        },
        buildRows::close,
        lease::close,
        partition::close);
  }
}
