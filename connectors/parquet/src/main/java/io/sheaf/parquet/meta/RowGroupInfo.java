package io.sheaf.parquet.meta;

import java.util.List;

/**
 * A horizontal piece of a file.
 *
 * @param chunks one a leaf of the file's schema
 */
public record RowGroupInfo(int index, long rows, List<ChunkInfo> chunks) {
  public RowGroupInfo {
    chunks = List.copyOf(chunks);
  }

  public ChunkInfo chunk(FileColumn column) {
    return chunks.get(column.index());
  }
}
