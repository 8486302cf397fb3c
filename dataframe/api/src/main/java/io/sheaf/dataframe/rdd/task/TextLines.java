package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Lines of text files, a piece of a file for each partition. */
public record TextLines(List<Piece> pieces) implements Reader {
  /**
   * The lines that begin in a part of a file.
   *
   * @param from offset of the first byte
   * @param to offset of the byte behind the last one
   */
  public record Piece(String path, long fileBytes, long from, long to) implements Serializable {}

  public TextLines {
    pieces = List.copyOf(pieces);
  }

  /** Cuts files into pieces; there is at least one, also of files without lines. */
  public static TextLines of(String path, int least) {
    List<FileInfo> files = Connectors.load().store(path).list(path);
    if (files.isEmpty()) {
      throw SheafException.user("NO_SUCH_FILE", "there is no file " + path);
    }
    long bytes = files.stream().mapToLong(FileInfo::sizeBytes).sum();
    long most = Math.max(1, (bytes + least - 1) / least);
    List<Piece> pieces = new ArrayList<>();
    for (FileInfo file : files) {
      long count = Math.max(1, (file.sizeBytes() + most - 1) / most);
      for (long i = 0; i < count; i++) {
        long from = Math.multiplyExact(file.sizeBytes(), i) / count;
        long to = Math.multiplyExact(file.sizeBytes(), i + 1) / count;
        pieces.add(new Piece(file.path(), file.sizeBytes(), from, to));
      }
    }
    return new TextLines(pieces);
  }

  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    Piece piece = pieces.get(scope.partition());
    FileStore store = Connectors.load().store(piece.path());
    FileInfo info = store.info(piece.path());
    if (info.sizeBytes() != piece.fileBytes()) {
      throw SheafException.user(
          "FILE_CHANGED", "file " + piece.path() + " has changed since the rdd was made");
    }
    ReadableFile file = store.open(info);
    scope.onClose(file::close);
    return new LineIterator(file, piece);
  }
}
