package io.sheaf.columnar;

import java.util.List;

/**
 * A pipeline's currency: columns of equal length in heap arrays, maybe with a {@link Selection} of
 * the rows that count. It belongs to the stream that made it, which may reuse all arrays at its
 * next {@code next()}; {@link #freeze()} gives a batch that may be kept and handed to another
 * thread.
 */
public final class Batch {
  private final Schema schema;
  private final List<Column> columns;
  private final int rows;
  private final Selection selection;
  private final boolean frozen;

  private Batch(
      Schema schema, List<Column> columns, int rows, Selection selection, boolean frozen) {
    if (columns.size() != schema.size()) {
      throw SheafException.bug("batch of " + columns.size() + " columns for " + schema);
    }
    this.schema = schema;
    this.columns = columns;
    this.rows = rows;
    this.selection = selection;
    this.frozen = frozen;
  }

  /** A batch whose arrays its stream will reuse. */
  public static Batch borrowed(Schema schema, List<Column> columns, int rows) {
    return new Batch(schema, List.copyOf(columns), rows, null, false);
  }

  /** The same with a list that its stream will change too. */
  static Batch sharing(Schema schema, List<Column> columns, int rows) {
    return new Batch(schema, columns, rows, null, false);
  }

  /** A batch whose arrays nobody will write again. */
  public static Batch frozen(Schema schema, List<Column> columns, int rows) {
    return new Batch(schema, List.copyOf(columns), rows, null, true);
  }

  /** The same columns with other rows selected; null selects all. */
  public Batch withSelection(Selection chosen) {
    return new Batch(schema, columns, rows, chosen, frozen);
  }

  /** Other columns over the same rows and selection, e.g. after a projection. */
  public Batch withColumns(Schema newSchema, List<Column> newColumns) {
    return new Batch(newSchema, List.copyOf(newColumns), rows, selection, false);
  }

  public Schema schema() {
    return schema;
  }

  public List<Column> columns() {
    return columns;
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /** Length of the columns, selected or not. */
  public int rows() {
    return rows;
  }

  /** The rows that count, or null when all do. */
  public Selection selection() {
    return selection;
  }

  /** How many rows count. */
  public int selectedRows() {
    return selection == null ? rows : selection.count();
  }

  /** Whether no stream will write to the arrays again. */
  public boolean isFrozen() {
    return frozen;
  }

  /** All rows dense, without selection; the arrays may be those of this batch. */
  public Batch compact() {
    if (selection == null) {
      return this;
    }
    return gather(selection.rows(), selection.count());
  }

  /**
   * The rows {@code chosen[0..count)} in that order, whatever the selection; duplicates are fine.
   */
  public Batch gather(int[] chosen, int count) {
    return new Batch(
        schema,
        columns.stream().map(c -> Columns.gather(c, chosen, count)).toList(),
        count,
        null,
        true);
  }

  /** A dense batch that may be kept and shared; copies only what is not frozen yet. */
  public Batch freeze() {
    if (selection != null) {
      return compact();
    }
    if (frozen) {
      return this;
    }
    return new Batch(
        schema, columns.stream().map(c -> Columns.copy(c, rows)).toList(), rows, null, true);
  }

  /**
   * A frozen batch that keeps no more memory alive than its {@link Footprint}: text bytes are
   * copied out of the (maybe much larger) buffers that they were views of.
   */
  public Batch detach() {
    Batch dense = freeze();
    return new Batch(
        schema,
        dense.columns.stream().map(c -> Columns.ownText(c, dense.rows)).toList(),
        dense.rows,
        null,
        true);
  }

  @Override
  public String toString() {
    return "Batch[" + selectedRows() + " of " + rows + " rows, " + schema + "]";
  }
}
