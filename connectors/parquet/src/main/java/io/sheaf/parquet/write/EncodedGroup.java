package io.sheaf.parquet.write;

import io.sheaf.connector.FileFormat;
import java.util.List;

/** A row group as it will be in a file, wherever that is. */
record EncodedGroup(int rows, List<EncodedChunk> chunks) implements FileFormat.Section {
  @Override
  public long bytes() {
    return chunks.stream().mapToLong(EncodedChunk::bytes).sum();
  }
}
