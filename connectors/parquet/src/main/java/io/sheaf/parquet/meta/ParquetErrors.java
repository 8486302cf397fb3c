package io.sheaf.parquet.meta;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;

/** The errors that more than one class throws. */
public final class ParquetErrors {
  private ParquetErrors() {}

  /** The file's bytes are not what the format demands. */
  public static SheafException corrupt(String path, String what) {
    return SheafException.external(
        "CORRUPT_FILE", "file " + FileInfo.shown(path) + " is corrupt: " + what, null);
  }

  /** The file is fine, but uses something that cannot be read. */
  public static SheafException unsupported(String path, String what) {
    return SheafException.user("UNSUPPORTED_FILE", "file " + FileInfo.shown(path) + ": " + what);
  }

  /**
   * A short description of a failure that has no words of its own, such as an index out of bounds.
   */
  public static String describe(Throwable failure) {
    return failure instanceof MalformedData || failure.getMessage() != null
        ? failure.getMessage()
        : failure.getClass().getSimpleName();
  }
}
