package io.sheaf.parquet.meta;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import java.util.List;

/**
 * The columns of a file.
 *
 * @param columns those that can be read
 * @param refused those that cannot, and why
 */
public record FileSchema(List<FileColumn> columns, List<Refused> refused) {
  /** A column that cannot be read, e.g. a nested one; the reason is a phrase. */
  public record Refused(String name, String reason) {}

  public FileSchema {
    columns = List.copyOf(columns);
    refused = List.copyOf(refused);
  }

  /** The readable columns as Sheaf fields. */
  public Schema schema() {
    return new Schema(
        columns.stream().map(c -> new Field(c.name(), c.type(), c.optional())).toList());
  }

  /** The column of this name: as written, else ignoring case; null if there is none. */
  public FileColumn find(String path, String name) {
    FileColumn similar = null;
    for (FileColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
      if (similar == null && column.name().equalsIgnoreCase(name)) {
        similar = column;
      }
    }
    if (similar == null) {
      for (Refused column : refused) {
        if (column.name().equalsIgnoreCase(name)) {
          throw refusal(path, column);
        }
      }
    }
    return similar;
  }

  /** The error for a column that cannot be read. */
  public static SheafException refusal(String path, Refused column) {
    return ParquetErrors.unsupported(
        path, "column '" + column.name() + "' cannot be read: " + column.reason());
  }
}
