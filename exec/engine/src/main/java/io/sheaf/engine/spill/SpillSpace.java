package io.sheaf.engine.spill;

import io.sheaf.columnar.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The spill files of one query: a folder of its own under the configured directory, made at the
 * first file and deleted by {@link #close()}, as far as that goes. Thread-safe.
 */
public final class SpillSpace implements AutoCloseable {
  private final Path directory;
  private final Opener opener;
  private final AtomicLong spilledBytes = new AtomicLong();
  private final Set<SpillFile> open = ConcurrentHashMap.newKeySet();
  private WorkFolder folder;
  private long files;

  /** Makes a file to be written. */
  public interface Opener {
    OutputStream open(Path path) throws IOException;
  }

  public SpillSpace(Path directory) {
    this(directory, Files::newOutputStream);
  }

  /** A space whose files are written by other means; they are read and deleted as usual. */
  public SpillSpace(Path directory, Opener opener) {
    this.directory = directory;
    this.opener = opener;
  }

  /** A new file for batches of this schema. */
  public SpillFile create(Schema schema) {
    SpillFile file = new SpillFile(this, nextPath(), schema);
    open.add(file);
    return file;
  }

  private synchronized Path nextPath() {
    if (folder == null) {
      folder = WorkFolder.below(directory);
    }
    return folder.path().resolve(files++ + ".spill");
  }

  Opener opener() {
    return opener;
  }

  void wrote(long bytes) {
    spilledBytes.addAndGet(bytes);
  }

  /** A part of the query wrote so much in another space. */
  public void spilledElsewhere(long bytes) {
    wrote(bytes);
  }

  void forget(SpillFile file) {
    open.remove(file);
  }

  /** Bytes written by the query so far, here and elsewhere. */
  public long spilledBytes() {
    return spilledBytes.get();
  }

  @Override
  public void close() {
    Closing.all(() -> Closing.all(Set.copyOf(open), SpillFile::close), this::deleteFolder);
  }

  private synchronized void deleteFolder() {
    if (folder != null) {
      try {
        folder.close();
      } finally {
        folder = null;
      }
    }
  }
}
