package io.sheaf.columnar;

/**
 * How many bytes of heap columns hold, for reservations. Dictionaries count with whoever made them.
 */
public final class Footprint {
  private Footprint() {}

  /** Bytes of the arrays of a dense copy of the batch's selected rows, text bytes included. */
  public static long bytes(Batch batch) {
    long total = 0;
    for (Column column : batch.columns()) {
      total += bytes(column, batch);
    }
    return total;
  }

  private static long bytes(Column column, Batch batch) {
    long rows = batch.selectedRows();
    long validity = column.validity() == null ? 0 : rows / 8 + 8;
    return validity
        + switch (column) {
          case BooleanColumn c -> rows;
          case IntColumn c -> 4 * rows;
          case FloatColumn c -> 4 * rows;
          case LongColumn c -> 8 * rows;
          case DoubleColumn c -> 8 * rows;
          case Int128Column c -> 16 * rows;
          case DictionaryColumn c -> 4 * rows;
          case ConstantColumn c -> 64;
          case TextColumn c -> 12 * rows + textBytes(c, batch);
        };
  }

  private static long textBytes(TextColumn column, Batch batch) {
    long total = 0;
    Selection selection = batch.selection();
    for (int i = 0; i < batch.selectedRows(); i++) {
      total += column.lengths()[selection == null ? i : selection.rows()[i]];
    }
    return total;
  }
}
