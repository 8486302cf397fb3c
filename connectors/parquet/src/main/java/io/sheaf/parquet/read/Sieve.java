package io.sheaf.parquet.read;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
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
  private final long totalRows;
  private final List<Part> parts = new ArrayList<>();
  private int[] rows = {};
  private int[] positions = {};
  private int count;
  private int windows;

  /**
   * @param schema of the request's columns
   * @param filter null for none
   * @param totalRows of all windows, at most
   */
  Sieve(Schema schema, ColumnFilter filter, long totalRows) {
    this.schema = schema;
    this.totalRows = totalRows;
    if (filter != null) {
      filter.parts().forEach(part -> parts.add(new Part(part)));
    }
  }

  /** A part of the filter and how it did so far. */
  private final class Part {
    private final List<Integer> columns;
    private final boolean canFail;
    private final ColumnFilter.Evaluation evaluation;
    private final Schema partSchema;
    private Codes.Wanted wanted;
    private long seen = 2;
    private long passed = 1;
    private boolean byCode;

    Part(ColumnFilter.Part part) {
      columns = part.columns();
      canFail = part.canFail();
      evaluation = part.open();
      partSchema = schema.select(columns);
    }

    /** Rows dropped for a unit of work. */
    double worth() {
      return (double) (seen - passed) / seen / (byCode ? 1 : 3);
    }

    Batch batch(List<Column> of, int length) {
      return Batch.borrowed(partSchema, of, length);
    }

    /** The entries of a dictionary that meet the condition. */
    Codes.Wanted wanted(ColumnReader reader) {
      if (wanted == null) {
        int entries = reader.entries();
        int[] found = new int[entries + 1];
        int n = evaluation.select(batch(List.of(reader.dictionary()), entries + 1), found);
        byte[] all = new byte[entries + 1];
        for (int i = 0; i < n; i++) {
          all[found[i]] = 1;
        }
        wanted = new Codes.Wanted(Arrays.copyOf(all, entries), all);
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
    for (Part part : parts) {
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
    List<Column> columns = part.columns.stream().map(window::column).toList();
    Batch batch = part.batch(columns, window.length());
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
