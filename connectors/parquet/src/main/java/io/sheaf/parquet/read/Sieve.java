package io.sheaf.parquet.read;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ReusedBatch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.connector.ColumnFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Applies a filter to one window after another, part by part, each to the rows that the parts
 * before it left: those that drop most for the least work come first. For one thread.
 */
final class Sieve {
  private static final int WINDOWS_BETWEEN_SORTS = 16;

  private final Schema schema;
  private final List<Part> parts = new ArrayList<>();
  private int[] rows = {};
  private int[] positions = {};
  private int count;
  private int windows;
  private long totalRows;

  /**
   * @param schema of the request's columns
   * @param filter null for none
   */
  Sieve(Schema schema, ColumnFilter filter) {
    this.schema = schema;
    if (filter != null) {
      filter.parts().forEach(part -> parts.add(new Part(part)));
    }
  }

  /**
   * Goes on with the windows of another row group, of which it is not known yet what their
   * dictionaries hold.
   *
   * @param rows of all windows, at most
   */
  void start(long rows) {
    totalRows = rows;
    parts.forEach(part -> part.knowsWanted = false);
  }

  /** Lets go of the columns that conditions have read. */
  void forget() {
    parts.forEach(Part::forget);
  }

  /** A part of the filter and how it did so far. */
  private final class Part {
    private final List<Integer> columns;
    private final boolean canFail;
    private final ColumnFilter.Evaluation evaluation;
    private final Column[] inputs;
    private final ReusedBatch batches;
    private byte[] wanted = {};
    private int[] found = {};
    private boolean knowsWanted;
    private long seen = 2;
    private long passed = 1;
    private boolean byCode;

    Part(ColumnFilter.Part part) {
      columns = part.columns();
      canFail = part.canFail();
      evaluation = part.open();
      inputs = new Column[columns.size()];
      batches = new ReusedBatch(schema.select(columns));
    }

    private void forget() {
      Arrays.fill(inputs, null);
      batches.forget();
    }

    /** Rows dropped for a unit of work. */
    double worth() {
      return (double) (seen - passed) / seen / (byCode ? 1 : 3);
    }

    /** What the condition reads of a window. */
    Batch batch(Window window) {
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = window.column(columns.get(i));
      }
      return batches.of(inputs, window.length());
    }

    /** 1 for each entry of a dictionary that meets the condition, and for NULL behind them. */
    byte[] wanted(ColumnReader reader) {
      if (!knowsWanted) {
        int all = reader.entries() + 1;
        if (wanted.length < all) {
          wanted = new byte[all];
          found = new int[all];
        }
        Arrays.fill(wanted, 0, all, (byte) 0);
        inputs[0] = reader.dictionary();
        int n = evaluation.select(batches.of(inputs, all), found);
        for (int i = 0; i < n; i++) {
          wanted[found[i]] = 1;
        }
        knowsWanted = true;
      }
      return wanted;
    }
  }

  /** Columns that some part reads. */
  boolean[] columns() {
    boolean[] read = new boolean[schema.size()];
    parts.forEach(part -> part.columns.forEach(column -> read[column] = true));
    return read;
  }

  /**
   * Finds the rows of a window that are wanted. If they are few the window's columns hold only them
   * afterwards, else {@link #selection} tells which they are.
   *
   * @return how many there are
   */
  int select(Window window) {
    if (rows.length < window.rows()) {
      rows = new int[window.rows()];
      positions = new int[window.rows()];
    }
    count = window.rows();
    if (windows++ % WINDOWS_BETWEEN_SORTS == 1) {
      sort();
    }
    boolean all = true;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      int before = count;
      count = apply(part, window, all);
      part.seen += before;
      part.passed += count;
      all &= count == window.rows();
      if (count == 0) {
        return 0;
      }
    }
    if (!window.isSparse() && isFew(window)) {
      window.choose(rows, rows, count);
    }
    return count;
  }

  private boolean isFew(Window window) {
    return count <= window.rows() / 2;
  }

  private int apply(Part part, Window window, boolean all) {
    if (part.columns.size() == 1 && !part.canFail && !window.isSparse()) {
      ColumnReader reader = window.coded(part.columns.getFirst());
      part.byCode = reader != null && reader.entries() <= totalRows;
      if (part.byCode) {
        return reader.select(part.wanted(reader), all ? null : rows, count, rows);
      }
    }
    if (!window.isSparse() && isFew(window)) {
      window.choose(rows, rows, count);
    }
    Batch batch = part.batch(window);
    if (!window.isSparse()) {
      return part.evaluation.select(
          all ? batch : batch.withSelection(new Selection(rows, count)), rows);
    }
    int n = part.evaluation.select(batch, positions);
    if (n < count) {
      for (int i = 0; i < n; i++) {
        rows[i] = rows[positions[i]];
      }
      window.choose(positions, rows, n);
    }
    return n;
  }

  /** Parts that may raise an error stay where they are, behind the others. */
  private void sort() {
    int safe = 0;
    while (safe < parts.size() && !parts.get(safe).canFail) {
      safe++;
    }
    parts.subList(0, safe).sort(Comparator.comparingDouble(Part::worth).reversed());
  }

  /** The first {@code wanted} of the rows found last, of a batch of all columns of the window. */
  Batch restrict(Batch batch, int wanted) {
    if (wanted == batch.rows()) {
      return batch;
    }
    if (count == batch.rows()) {
      // All of the window's columns; only the limit of the scan is in the way.
      return Batch.borrowed(batch.schema(), batch.columns(), wanted);
    }
    return batch.withSelection(new Selection(rows, wanted));
  }
}
