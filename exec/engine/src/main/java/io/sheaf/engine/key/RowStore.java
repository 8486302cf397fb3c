package io.sheaf.engine.key;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows kept column by column in segments, numbered in the order in which they came: keys of a hash
 * table, the build side of a join. Text is copied into segments of its own. Written by one thread;
 * read by any once nobody writes (or by the writer). All memory is leased before it is allocated,
 * and given back by {@link #close()}; the lease stays the caller's.
 *
 * <p>To append, first {@link #tryReserve} for the very rows, then {@link #append} them or some of
 * them.
 */
public final class RowStore implements AutoCloseable {
  private final Schema schema;
  private final StoredColumn[] columns;
  private int rows;

  /**
   * @param schema of the rows to keep; columns of batches are matched by position in {@code of}
   */
  public RowStore(Schema schema, MemoryLease lease) {
    this.schema = schema;
    columns = new StoredColumn[schema.size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = StoredColumn.of(schema.type(c), lease);
    }
  }

  public Schema schema() {
    return schema;
  }

  /** How many rows are stored. */
  public int rows() {
    return rows;
  }

  /** The columns of a batch as this class takes them: chosen by index, constants spelled out. */
  public static Column[] columns(Batch batch, int[] indexes) {
    Column[] chosen = new Column[indexes.length];
    for (int c = 0; c < chosen.length; c++) {
      chosen[c] = Columns.flatten(batch.column(indexes[c]), batch.rows());
    }
    return chosen;
  }

  /**
   * Makes room for {@code count} more rows; false when the lease was refused (then spill or take
   * fewer rows).
   *
   * @param of see {@link #columns(Batch, int[])}
   * @param selected row numbers in {@code of}
   */
  public boolean tryReserve(Column[] of, int[] selected, int count) {
    for (int c = 0; c < columns.length; c++) {
      if (!columns[c].tryReserve(of[c], selected, count, Math.addExact(rows, count))) {
        return false;
      }
    }
    return true;
  }

  /** Appends rows for which room was made; the first gets number {@link #rows()}. */
  public void append(Column[] of, int[] selected, int count) {
    for (int c = 0; c < columns.length; c++) {
      columns[c].append(of[c], selected, count, rows);
    }
    rows += count;
  }

  /** Whether a stored row equals a row of a batch; NULL equals NULL. */
  public boolean isEqual(Column[] of, int row, int stored) {
    for (int c = 0; c < columns.length; c++) {
      StoredColumn column = columns[c];
      boolean none = of[c].isNull(row);
      if (none || column.nulls.isNull(stored)) {
        if (none != column.nulls.isNull(stored)) {
          return false;
        }
      } else if (!column.same(of[c], row, stored)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Compares many pairs, column at a time; NULL equals NULL. Pair p is row {@code selected[p]} of
   * the batch and stored row {@code stored[p]}.
   *
   * @param positions the pairs to compare; receives those that are equal, in order
   * @param mismatches receives the others, in any order
   * @return how many are equal
   */
  public int retainEqual(
      Column[] of, int[] selected, int[] stored, int[] positions, int count, int[] mismatches) {
    var candidates = new StoredColumn.Candidates(positions, selected, stored, mismatches);
    int kept = count;
    for (int c = 0; c < columns.length && kept > 0; c++) {
      kept = columns[c].retainEqual(of[c], candidates, kept, count - kept);
    }
    return kept;
  }

  /** Whether a stored value is NULL. */
  public boolean isNull(int column, int stored) {
    return columns[column].nulls.isNull(stored);
  }

  /**
   * A column of stored rows in fresh arrays (text as views of the store); a negative row is NULL.
   */
  public Column gather(int column, int[] stored, int count) {
    int signs = 0;
    for (int i = 0; i < count; i++) {
      signs |= stored[i];
    }
    return columns[column].gather(stored, count, signs < 0);
  }

  /** All columns of stored rows; a negative row is all NULL. */
  public Batch gather(int[] stored, int count) {
    List<Column> out = new ArrayList<>(columns.length);
    for (int c = 0; c < columns.length; c++) {
      out.add(gather(c, stored, count));
    }
    return Batch.frozen(schema, out, count);
  }

  /** Forgets all rows and gives their memory back; the store may be filled again. */
  public void clear() {
    for (StoredColumn column : columns) {
      column.clear();
    }
    rows = 0;
  }

  @Override
  public void close() {
    clear();
  }
}
