package io.sheaf.engine.write;

import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.WritableFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory, under {@code test:} paths; one for the whole JVM. */
public final class TestStore implements FileStore {
  static final NavigableMap<String, String> FILES = new ConcurrentSkipListMap<>();
  static final Set<String> DIRECTORIES = ConcurrentHashMap.newKeySet();
  static final AtomicInteger OPEN = new AtomicInteger();

  /** Runs before a file or a directory is put in place. */
  static volatile Runnable beforeCommit = () -> {};

  @Override
  public boolean handles(String path) {
    return path.startsWith("test:");
  }

  @Override
  public List<FileInfo> list(String path) {
    return FILES.keySet().stream()
        .filter(f -> f.startsWith(path + "/"))
        .map(f -> new FileInfo(f, FILES.get(f).length(), "1"))
        .toList();
  }

  @Override
  public FileInfo info(String path) {
    return new FileInfo(path, FILES.get(path).length(), "1");
  }

  @Override
  public boolean exists(String path) {
    return FILES.containsKey(path) || isDirectory(path);
  }

  @Override
  public boolean isDirectory(String path) {
    return DIRECTORIES.contains(path);
  }

  @Override
  public ReadableFile open(FileInfo file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WritableFile create(String path) {
    OPEN.incrementAndGet();
    return new WritableFile() {
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      private boolean closed;

      @Override
      public void write(byte[] data, int offset, int length) {
        bytes.write(data, offset, length);
      }

      @Override
      public long position() {
        return bytes.size();
      }

      @Override
      public void commit() {
        beforeCommit.run();
        FILES.put(path, bytes.toString(StandardCharsets.UTF_8));
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          OPEN.decrementAndGet();
        }
      }
    };
  }

  @Override
  public String stagingDirectory(String path) {
    return path + ".staging";
  }

  @Override
  public void createDirectories(String path) {
    DIRECTORIES.add(path);
  }

  @Override
  public void publish(String staging, Map<String, String> names, String path) {
    beforeCommit.run();
    delete(path);
    DIRECTORIES.add(path);
    names.forEach((from, to) -> FILES.put(path + "/" + to, FILES.remove(staging + "/" + from)));
  }

  @Override
  public void delete(String path) {
    FILES.remove(path);
    DIRECTORIES.removeIf(folder -> folder.equals(path) || folder.startsWith(path + "/"));
    list(path).forEach(f -> FILES.remove(f.path()));
  }
}
