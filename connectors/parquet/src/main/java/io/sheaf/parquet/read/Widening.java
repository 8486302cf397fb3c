package io.sheaf.parquet.read;

import io.sheaf.columnar.DataType;

/**
 * Which columns of a file may be read as a wider type of the table, because other files of it need
 * that.
 */
public final class Widening {
  private Widening() {}

  /** Whether values of {@code file} are read as {@code table} without loss; the types differ. */
  public static boolean allows(DataType file, DataType table) {
    if (file.isText()) {
      return table.equals(DataType.VARCHAR);
    }
    return file instanceof DataType.Simple narrow
        && table instanceof DataType.Simple wide
        && narrow.isInteger()
        && wide.isInteger()
        && narrow.ordinal() < wide.ordinal();
  }
}
