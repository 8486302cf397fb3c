package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The objects that {@link ObjectParts} has written, a file in each partition. */
public record ObjectFiles(List<String> paths) implements Reader {
  private static final int READ_BYTES = 256 << 10;

  public ObjectFiles {
    paths = List.copyOf(paths);
  }

  /** The files of a folder. */
  public static ObjectFiles of(String path) {
    List<String> files =
        Connectors.load().store(path).list(path).stream().map(FileInfo::path).toList();
    if (files.isEmpty()) {
      throw SheafException.user("NO_SUCH_FILE", "there is no file " + path);
    }
    return new ObjectFiles(files);
  }

  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    String path = paths.get(scope.partition());
    FileStore store = Connectors.load().store(path);
    ReadableFile file = store.open(store.info(path));
    scope.onClose(file::close);
    return new Objects(scope, file);
  }

  private static final class Objects implements Iterator<Object> {
    private final TaskScope scope;
    private final ReadableFile file;
    private byte[] buffer = new byte[READ_BYTES];
    private int start;
    private int end;

    /** Offset in the file of what follows the buffer. */
    private long position;

    Objects(TaskScope scope, ReadableFile file) {
      this.scope = scope;
      this.file = file;
      int magic = ObjectParts.MAGIC.length;
      require(magic);
      if (!Arrays.equals(buffer, 0, magic, ObjectParts.MAGIC, 0, magic)) {
        throw damaged("is no file of objects");
      }
      start = magic;
    }

    @Override
    public boolean hasNext() {
      return start < end || position < file.info().sizeBytes();
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      require(Integer.BYTES);
      int length = ByteBuffer.wrap(buffer, start, Integer.BYTES).getInt();
      if (length < 0) {
        throw damaged("is damaged");
      }
      start += Integer.BYTES;
      require(length);
      Object object = scope.objects().read(buffer, start, length);
      start += length;
      return object;
    }

    /** Has so many bytes in the buffer. */
    private void require(int bytes) {
      int left = end - start;
      if (left >= bytes) {
        return;
      }
      long there = file.info().sizeBytes() - position;
      if (there < bytes - left) {
        throw damaged("ends within an object");
      }
      byte[] target = bytes > buffer.length ? new byte[bytes] : buffer;
      System.arraycopy(buffer, start, target, 0, left);
      int read = (int) Math.min(target.length - left, there);
      file.read(position, target, left, read);
      buffer = target;
      start = 0;
      end = left + read;
      position += read;
    }

    private SheafException damaged(String what) {
      return SheafException.user(
          "BAD_FILE", "file " + FileInfo.shown(file.info().path()) + " " + what);
    }
  }
}
