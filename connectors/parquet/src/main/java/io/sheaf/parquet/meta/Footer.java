package io.sheaf.parquet.meta;

import io.sheaf.connector.FileInfo;
import java.util.List;

/**
 * What a file says of itself; immutable, may be kept by path and version.
 *
 * @param lengthBytes size of the serialised footer, a measure of what this costs to keep
 */
public record Footer(
    FileInfo file, FileSchema schema, List<RowGroupInfo> rowGroups, long lengthBytes) {
  public Footer {
    rowGroups = List.copyOf(rowGroups);
  }

  public long rows() {
    long rows = 0;
    for (RowGroupInfo group : rowGroups) {
      rows += group.rows();
    }
    return rows;
  }

  public String path() {
    return file.path();
  }
}
