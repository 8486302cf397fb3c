package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import io.sheaf.dataframe.rdd.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Pairs of a file's path and all that is in it.
 *
 * @param paths of the files of each partition
 * @param text whether the content is text (UTF-8); else it is an array of bytes
 */
public record WholeFiles(List<List<String>> paths, boolean text) implements Reader {
  public WholeFiles {
    paths = paths.stream().map(List::copyOf).toList();
  }

  /** Shares files out to at most so many partitions. */
  public static WholeFiles of(String path, int most, boolean text) {
    List<String> files =
        Connectors.load().store(path).list(path).stream().map(FileInfo::path).toList();
    if (files.isEmpty()) {
      throw SheafException.user("NO_SUCH_FILE", "there is no file " + path);
    }
    int partitions = Math.min(most, files.size());
    List<List<String>> parts = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      int from = (int) ((long) files.size() * p / partitions);
      parts.add(files.subList(from, (int) ((long) files.size() * (p + 1) / partitions)));
    }
    return new WholeFiles(parts, text);
  }

  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    return paths.get(scope.partition()).stream().map(this::read).iterator();
  }

  private Pair<String, Object> read(String path) {
    FileStore store = Connectors.load().store(path);
    FileInfo info = store.info(path);
    if (info.sizeBytes() > Integer.MAX_VALUE - 16) {
      throw SheafException.user("TOO_LARGE", "file " + path + " is larger than 2 GB");
    }
    byte[] bytes = new byte[(int) info.sizeBytes()];
    try (ReadableFile file = store.open(info)) {
      file.read(0, bytes, 0, bytes.length);
    }
    return Pair.of(path, text ? new String(bytes, StandardCharsets.UTF_8) : bytes);
  }
}
