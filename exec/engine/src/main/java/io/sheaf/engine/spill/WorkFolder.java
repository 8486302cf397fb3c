package io.sheaf.engine.spill;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder for the files of one JVM. It is locked while the JVM lives, so that the next one deletes
 * what a killed one left behind. {@link #close} may be called again, by any thread.
 */
public final class WorkFolder implements AutoCloseable {
  private static final String PREFIX = "sheaf-work-";
  private static final String LOCK = "lock";

  /**
   * The folders of this JVM, whose locks are not tried: the system would release them when the
   * trial is closed.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A new folder below another one, from which those that nobody uses any more are deleted. */
  public static synchronized WorkFolder below(Path parent) {
    try {
      // One name for each folder, by which this JVM knows its own.
      Path real = Files.createDirectories(parent).toRealPath();
      deleteAbandoned(real);
      Path path = Files.createTempDirectory(real, PREFIX);
      OWN.add(path);
      Path unlocked = path.resolve(LOCK + ".new");
      FileChannel lock =
          FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      // Under its name it is never seen unlocked.
      Files.move(unlocked, path.resolve(LOCK));
      return new WorkFolder(path, lock);
    } catch (IOException e) {
      throw SheafException.external(
          "CANNOT_WRITE", "cannot make a folder below " + parent + ": " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  private static void deleteAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder) && isAbandoned(folder)) {
          delete(folder);
        }
      }
    }
  }

  /** A folder without a lock file is just being made. */
  private static boolean isAbandoned(Path folder) {
    try (FileChannel file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock taken = file.tryLock()) {
      return taken != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** Others may do so at the same time. */
  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                throws IOException {
              try {
                Files.deleteIfExists(visited);
              } catch (DirectoryNotEmptyException e) {
                // Somebody still writes: the next one who starts here deletes it.
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(path);
      OWN.remove(path);
    }
  }
}
