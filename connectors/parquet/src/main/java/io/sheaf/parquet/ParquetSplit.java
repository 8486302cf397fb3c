package io.sheaf.parquet;

import io.sheaf.connector.FileInfo;
import io.sheaf.connector.Split;

/**
 * Some rows of a row group of a file.
 *
 * @param firstRow counted from the start of the row group
 * @param rows before filtering
 */
public record ParquetSplit(FileInfo file, int rowGroup, long firstRow, long rows) implements Split {
  @Override
  public ParquetSplit part(long from, long to) {
    return new ParquetSplit(file, rowGroup, firstRow + from, to - from);
  }
}
