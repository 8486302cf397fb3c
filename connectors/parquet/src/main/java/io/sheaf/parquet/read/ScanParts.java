package io.sheaf.parquet.read;

import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanRequest;

/**
 * What reads one row group of a scan after another: readers, and what is made of their columns,
 * with all arrays. For one thread and one stream at a time; a stream that has come to its end
 * leaves it to the next.
 */
final class ScanParts {
  private final Schema schema;
  private final ScanRequest request;
  private final ColumnReader[] readers;
  private final Window window;
  private final Sieve sieve;

  ScanParts(Schema schema, ScanRequest request) {
    this.schema = schema;
    this.request = request;
    this.readers = new ColumnReader[schema.size()];
    this.window = new Window(schema);
    this.sieve = new Sieve(schema, request.filter());
  }

  /** Whether this was made for such a stream. */
  boolean serves(Schema wanted, ScanRequest by) {
    return request == by && schema.equals(wanted);
  }

  Schema schema() {
    return schema;
  }

  ScanRequest request() {
    return request;
  }

  /** A column's reader of the row group before, or null. */
  ColumnReader reader(int column) {
    return readers[column];
  }

  /** Remembers readers for the next row group, but nothing of what they have read. */
  void keep(ColumnReader[] used) {
    for (int i = 0; i < used.length; i++) {
      if (used[i] != null) {
        used[i].forget();
        readers[i] = used[i];
      }
    }
    window.forget();
    sieve.forget();
  }

  Window window() {
    return window;
  }

  Sieve sieve() {
    return sieve;
  }
}
