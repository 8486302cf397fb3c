package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Selection;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.expression.CompiledFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of one left batch with chunks of right rows. One row of the shorter side at a time is
 * turned into constants beside the other side's columns, so that no pair is ever copied. For one
 * thread; results are valid until the next call.
 */
final class LoopPairs {
  private final LoopShape shape;
  private final QueryContext query;
  private final CompiledFilter.Evaluation condition;
  private final List<Column> leftNulls;
  private final List<Column> rightNulls;
  private int[] selected = new int[0];

  private Batch left;
  private int[] leftRows = new int[0];
  private int leftCount;
  private boolean[] leftMatched = new boolean[0];
  private int unmatched;

  private Batch chunk;
  private byte[] chunkMatched;
  private boolean leftIsConstant;
  private int position;

  LoopPairs(LoopShape shape, QueryContext query) {
    this.shape = shape;
    this.query = query;
    condition = shape.condition() == null ? null : shape.condition().open();
    leftNulls = shape.leftNulls();
    rightNulls = shape.rightNulls();
  }

  /** Starts with a left batch that has met no right row yet. */
  void start(Batch batch) {
    left = batch;
    chunk = null;
    if (leftRows.length < batch.rows()) {
      leftRows = new int[batch.rows()];
    }
    leftMatched = new boolean[batch.rows()];
    leftCount = JoinTable.selected(batch, leftRows);
    unmatched = leftCount;
  }

  /** Whether further right rows cannot change what comes out for the left batch. */
  boolean isSettled() {
    return unmatched == 0 && shape.firstMatchSuffices();
  }

  /**
   * Goes on with a chunk of right rows.
   *
   * @param matched set to 1 for right rows that match, or null
   */
  void meet(Batch part, byte[] matched) {
    chunk = part;
    chunkMatched = matched;
    leftIsConstant = leftCount < part.rows();
    position = 0;
    if (selected.length < Math.max(left.rows(), part.rows())) {
      selected = new int[Math.max(left.rows(), part.rows())];
    }
  }

  /** The next pairs to return, or null when the chunk is done. */
  Batch next() {
    while (chunk != null && !isSettled()) {
      query.checkCancelled();
      if (position >= (leftIsConstant ? leftCount : chunk.rows())) {
        break;
      }
      Batch out = leftIsConstant ? oneLeftRow(leftRows[position++]) : oneRightRow(position++);
      if (out != null) {
        return out;
      }
    }
    chunk = null;
    return null;
  }

  private Batch oneRightRow(int row) {
    List<Column> columns = new ArrayList<>(left.columns());
    columns.addAll(constants(chunk, row));
    Batch pairs =
        Batch.borrowed(shape.pairs(), columns, left.rows()).withSelection(left.selection());
    int count = leftCount;
    if (condition != null) {
      count = condition.select(pairs, selected);
    }
    if (count == 0) {
      return null;
    }
    if (chunkMatched != null) {
      chunkMatched[row] = 1;
    }
    boolean all = count == leftCount;
    if (shape.kind().tracksLeft()) {
      int[] rows = all ? leftRows : selected;
      for (int i = 0; i < count; i++) {
        settle(rows[i]);
      }
    }
    return emit(pairs, all ? left.selection() : new Selection(selected, count));
  }

  private Batch oneLeftRow(int row) {
    if (leftMatched[row] && shape.firstMatchSuffices()) {
      return null;
    }
    List<Column> columns = new ArrayList<>(constants(left, row));
    columns.addAll(chunk.columns());
    Batch pairs = Batch.borrowed(shape.pairs(), columns, chunk.rows());
    int count = chunk.rows();
    if (condition != null) {
      count = condition.select(pairs, selected);
    }
    if (count == 0) {
      return null;
    }
    settle(row);
    boolean all = count == chunk.rows();
    for (int i = 0; i < count && chunkMatched != null; i++) {
      chunkMatched[all ? i : selected[i]] = 1;
    }
    return emit(pairs, all ? null : new Selection(selected, count));
  }

  private void settle(int leftRow) {
    if (!leftMatched[leftRow]) {
      leftMatched[leftRow] = true;
      unmatched--;
    }
  }

  private Batch emit(Batch pairs, Selection selection) {
    return shape.kind().emitsPairs()
        ? Batch.borrowed(shape.output(), pairs.columns(), pairs.rows()).withSelection(selection)
        : null;
  }

  private static List<Column> constants(Batch batch, int row) {
    int[] one = {row};
    List<Column> constants = new ArrayList<>(batch.columns().size());
    for (Column column : batch.columns()) {
      constants.add(
          column instanceof ConstantColumn
              ? column
              : new ConstantColumn(Columns.gather(column, one, 1)));
    }
    return constants;
  }

  /** What comes out for the left batch once it has met all right rows, or null. */
  Batch tail() {
    return switch (shape.kind()) {
      case SEMI -> choose(true, left.columns());
      case ANTI -> choose(false, left.columns());
      case LEFT, FULL -> {
        List<Column> columns = new ArrayList<>(left.columns());
        columns.addAll(rightNulls);
        yield choose(false, columns);
      }
      case MARK -> {
        byte[] marks = new byte[left.rows()];
        for (int row = 0; row < marks.length; row++) {
          marks[row] = (byte) (leftMatched[row] ? 1 : 0);
        }
        List<Column> columns = new ArrayList<>(left.columns());
        columns.add(new BooleanColumn(DataType.Simple.BOOLEAN, marks));
        yield Batch.borrowed(shape.output(), columns, left.rows()).withSelection(left.selection());
      }
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> null;
    };
  }

  private Batch choose(boolean matched, List<Column> columns) {
    int count = 0;
    int[] rows = new int[leftCount];
    for (int i = 0; i < leftCount; i++) {
      rows[count] = leftRows[i];
      count += leftMatched[leftRows[i]] == matched ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    return Batch.borrowed(shape.output(), columns, left.rows())
        .withSelection(count == leftCount ? left.selection() : new Selection(rows, count));
  }

  /** Rows of a chunk with NULLs for the left columns where those are part of the output. */
  Batch rightRows(Batch part, Selection rows) {
    List<Column> columns = new ArrayList<>();
    if (shape.kind().emitsLeft()) {
      columns.addAll(leftNulls);
    }
    columns.addAll(part.columns());
    return Batch.borrowed(shape.output(), columns, part.rows()).withSelection(rows);
  }
}
