package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.ReusedBatch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.Validity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Assembles output batches from probe columns, build columns and NULLs. For one thread; what it
 * returns is valid until its next call.
 */
final class JoinOutput {
  private final JoinShape shape;
  private final Batch build;
  private final List<Column> leftNulls;
  private final List<Column> rightNulls;
  private final int[] sameAsLeft;
  private final ColumnGather[] gathers;
  private final Column[] output;
  private final ReusedBatch batches;
  private final ColumnGather.Rows rows = new ColumnGather.Rows();

  /**
   * @param build the build rows
   */
  JoinOutput(JoinShape shape, Batch build) {
    this.shape = shape;
    this.build = build;
    leftNulls = nulls(shape.leftSchema());
    rightNulls = nulls(shape.rightSchema());
    sameAsLeft = shape.sameAsLeft();
    output = new Column[shape.output().size()];
    batches = new ReusedBatch(shape.output());
    gathers = new ColumnGather[leftNulls.size() + rightNulls.size()];
    for (int i = 0; i < gathers.length; i++) {
      gathers[i] = new ColumnGather();
    }
  }

  private static List<Column> nulls(Schema schema) {
    return schema.fields().stream()
        .<Column>map(f -> new ConstantColumn(Columns.nulls(f.type(), 1)))
        .toList();
  }

  /**
   * The probe batch with the columns of at most one build row beside each of its rows; those that
   * are not among the hits get NULLs.
   */
  Batch beside(Batch probe, Hits hits, boolean keepOthers) {
    if (!keepOthers && hits.count * 4 < probe.rows()) {
      return pairs(probe, hits.probe, hits.build, hits.count);
    }
    rows.from = hits.build;
    rows.to = hits.probe;
    rows.count = hits.count;
    rows.length = probe.rows();
    rows.othersNull = keepOthers && hits.count < probe.selectedRows();
    for (int i = 0; i < leftNulls.size(); i++) {
      output[i] = probe.column(i);
    }
    appendBuild(leftNulls.size(), !rows.othersNull);
    Batch all = batches.of(output, probe.rows());
    if (keepOthers || hits.count == probe.selectedRows()) {
      return all.withSelection(probe.selection());
    }
    return all.withSelection(new Selection(hits.probe, hits.count));
  }

  /** Pairs of rows as a dense batch. */
  Batch pairs(Batch probe, int[] probeRows, int[] buildRows, int count) {
    rows.to = null;
    rows.count = count;
    rows.length = count;
    rows.othersNull = false;
    rows.from = probeRows;
    for (int i = 0; i < leftNulls.size(); i++) {
      output[i] = gathers[i].gather(probe.column(i), rows);
    }
    rows.from = buildRows;
    appendBuild(leftNulls.size(), true);
    return batches.of(output, count);
  }

  /**
   * Puts the build columns behind the others.
   *
   * @param matches whether every row is a match, whose keys are the left ones that are there
   *     already
   */
  private void appendBuild(int at, boolean matches) {
    for (int i = 0; i < rightNulls.size(); i++) {
      output[at + i] =
          matches && sameAsLeft[i] >= 0
              ? output[sameAsLeft[i]]
              : gathers[leftNulls.size() + i].gather(build.column(i), rows);
    }
  }

  /** Pairs of rows with the columns that the residual reads; the others are NULL. */
  Batch residualInput(Batch probe, PairCursor pairs, int count) {
    BitSet used = shape.residualColumns();
    rows.to = null;
    rows.count = count;
    rows.length = count;
    rows.othersNull = false;
    List<Column> columns = new ArrayList<>(gathers.length);
    columns.addAll(leftNulls);
    columns.addAll(rightNulls);
    rows.from = pairs.probe;
    for (int i = 0; i < leftNulls.size(); i++) {
      if (used.get(i)) {
        columns.set(i, gathers[i].gather(probe.column(i), rows));
      }
    }
    rows.from = pairs.build;
    int[] kept = shape.kept();
    for (int i = 0; i < kept.length; i++) {
      int at = leftNulls.size() + kept[i];
      if (used.get(at)) {
        columns.set(at, gathers[at].gather(build.column(i), rows));
      }
    }
    return Batch.borrowed(shape.leftSchema().concat(shape.rightSchema()), columns, count);
  }

  /** Some rows of a probe batch, as they are. */
  Batch probeRows(Batch probe, Selection chosen) {
    return probe.withColumns(shape.output(), probe.columns()).withSelection(chosen);
  }

  /** Some rows of a probe batch with NULLs for the build columns. */
  Batch probeWithNulls(Batch probe, Selection chosen) {
    List<Column> columns = new ArrayList<>(probe.columns());
    columns.addAll(rightNulls);
    return probe.withColumns(shape.output(), columns).withSelection(chosen);
  }

  /** The probe batch with a mark beside each row; 1, 0, or -1 for NULL. */
  Batch probeWithMark(Batch probe, byte[] marks) {
    long[] validity = null;
    for (int row = 0; row < probe.rows(); row++) {
      if (marks[row] < 0) {
        validity = validity == null ? Validity.allValid(probe.rows()) : validity;
        Validity.setNull(validity, row);
        marks[row] = 0;
      }
    }
    List<Column> columns = new ArrayList<>(probe.columns());
    columns.add(new BooleanColumn(DataType.Simple.BOOLEAN, marks, validity));
    return probe.withColumns(shape.output(), columns);
  }

  /**
   * Some build rows, dense, with NULLs for the probe columns where those are part of the output.
   */
  Batch buildRows(int[] chosen, int count) {
    rows.to = null;
    rows.from = chosen;
    rows.count = count;
    rows.length = count;
    rows.othersNull = false;
    int at = 0;
    if (shape.kind().emitsLeft()) {
      for (Column column : leftNulls) {
        output[at++] = column;
      }
    }
    appendBuild(at, false);
    return batches.of(output, count);
  }
}
