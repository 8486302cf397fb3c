package io.sheaf.parquet.read;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.ReusedBatch;
import io.sheaf.columnar.Schema;
import java.util.Arrays;

/**
 * The columns of the rows that a stream is at. They are decoded when they are asked for: as whole
 * columns while most rows count, and only the rows that are left once those are few. For one
 * thread.
 */
final class Window {
  private final Schema schema;
  private final Column[] columns;
  private final State[] states;
  private final ReusedBatch batches;
  private ColumnReader[] readers;
  private int rows;
  private int[] chosen;
  private int count;

  private enum State {
    UNREAD,
    CODES,
    READ
  }

  Window(Schema schema) {
    this.schema = schema;
    this.columns = new Column[schema.size()];
    this.states = new State[schema.size()];
    this.batches = new ReusedBatch(schema);
  }

  /**
   * Goes on with another row group.
   *
   * @param next one a column; null for one that the file lacks
   */
  void start(ColumnReader[] next) {
    readers = next;
    for (int i = 0; i < next.length; i++) {
      if (next[i] == null && !(columns[i] instanceof ConstantColumn)) {
        columns[i] = new ConstantColumn(Columns.nulls(schema.type(i), 1));
      }
    }
  }

  /** Lets go of what the readers gave, and of dictionaries and pages with it. */
  void forget() {
    for (int i = 0; i < readers.length; i++) {
      if (readers[i] != null) {
        columns[i] = null;
      }
    }
    batches.forget();
  }

  /** Goes on with the next rows; those of the window before must have been read or skipped. */
  void begin(int nextRows) {
    rows = nextRows;
    chosen = null;
    count = nextRows;
    Arrays.fill(states, State.UNREAD);
  }

  int rows() {
    return rows;
  }

  /** Whether columns hold the chosen rows only. */
  boolean isSparse() {
    return chosen != null;
  }

  /** Length of the columns. */
  int length() {
    return count;
  }

  /** The reader of a column if its codes are at hand, else null. */
  ColumnReader coded(int column) {
    if (readers[column] == null || states[column] == State.READ) {
      return null;
    }
    if (states[column] == State.UNREAD) {
      if (!readers[column].readCodes(rows)) {
        return null;
      }
      states[column] = State.CODES;
    }
    return readers[column];
  }

  /** A column of all rows, or of the chosen ones. */
  Column column(int column) {
    ColumnReader reader = readers[column];
    if (reader != null && states[column] != State.READ) {
      boolean codes = states[column] == State.CODES;
      if (chosen == null) {
        columns[column] = codes ? reader.decoded(rows) : reader.read(rows);
      } else {
        columns[column] = codes ? reader.decoded(chosen, count) : reader.read(rows, chosen, count);
      }
      states[column] = State.READ;
    }
    return columns[column];
  }

  /** All columns, for the rows that are left. */
  Batch all() {
    for (int i = 0; i < columns.length; i++) {
      column(i);
    }
    return batches.of(columns, count);
  }

  /**
   * Leaves out rows of all columns, those decoded before and those that will be.
   *
   * @param kept positions in the columns as they are, ascending
   * @param keptRows the same as row numbers of the window; may change after the next call
   */
  void choose(int[] kept, int[] keptRows, int keptCount) {
    for (int i = 0; i < columns.length; i++) {
      if (states[i] == State.READ) {
        Columns.moveToFront(columns[i], kept, keptCount);
      }
    }
    chosen = keptRows;
    count = keptCount;
  }

  /** Passes over what was not read. */
  void skipRest() {
    for (int i = 0; i < readers.length; i++) {
      if (readers[i] != null && states[i] == State.UNREAD) {
        readers[i].skip(rows);
      }
    }
  }

  /** Passes over rows in front of the next window. */
  void skip(long before) {
    for (ColumnReader reader : readers) {
      if (reader != null) {
        reader.skip(before);
      }
    }
  }
}
