package io.sheaf.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files and folders beside a target, called {@code .NAME.PURPOSE-ID}, which take its place once
 * they are complete. They are locked as long as the JVM works on them, so that the next write to
 * the target deletes what killed processes left. Thread-safe.
 */
final class Temporaries {
  /** A file that is being written. */
  static final String FILE = "tmp";

  /** What is only left to be deleted, by anybody. */
  static final String TRASH = "trash";

  private static final String FOLDER = "staging";

  /** What is not locked yet. */
  private static final String NEW = "new";

  /** The file in a folder that is locked for all of it. */
  private static final String LOCK = ".lock";

  /**
   * What this JVM works on, by name, as a folder has several paths. Its locks are not tried: the
   * system would release them when the trial is closed.
   */
  private static final Map<String, Own> OWN = new ConcurrentHashMap<>();

  /**
   * @param lock of a folder; null for a file, whose channel has it
   */
  private record Own(Path target, FileChannel lock) {}

  /** A locked file. */
  record File(Path path, FileChannel channel) {}

  private Temporaries() {}

  static Path beside(Path target, String purpose) {
    return target.resolveSibling(prefix(target, purpose) + UUID.randomUUID());
  }

  private static String prefix(Path target, String purpose) {
    return "." + target.getFileName() + "." + purpose + "-";
  }

  /** A file that will be renamed to the target, in a folder that is made if need be. */
  static File file(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    deleteAbandoned(target);
    Path path = beside(target, FILE);
    OWN.put(name(path), new Own(target, null));
    try {
      return new File(path, locked(beside(target, NEW), path));
    } catch (IOException | RuntimeException e) {
      forget(path);
      throw e;
    }
  }

  /** A folder that will be renamed to the target or deleted. */
  static Path folder(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    deleteAbandoned(target);
    Path path = beside(target, FOLDER);
    OWN.put(name(path), new Own(target, null));
    try {
      Files.createDirectory(path);
      FileChannel lock = locked(path.resolve(LOCK + "." + NEW), path.resolve(LOCK));
      OWN.put(name(path), new Own(target, lock));
      return path;
    } catch (IOException | RuntimeException e) {
      forget(path);
      throw e;
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  /** Under its name the file is never seen unlocked. */
  private static FileChannel locked(Path unlocked, Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock(channel);
      Files.move(unlocked, path, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(unlocked);
      throw e;
    }
  }

  /** Where the file system has no locks, nothing is ever taken to be abandoned. */
  private static void lock(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      // Then without.
    }
  }

  /** The file has its target's name, or is gone. */
  static void forget(Path file) {
    OWN.remove(name(file));
  }

  /**
   * A folder of this JVM is complete, or of no use any more.
   *
   * @return where it is now: what is to be deleted is moved first, as others may still write to it
   *     by its name
   */
  static Path release(Path folder, boolean toDelete) throws IOException {
    Own own = OWN.remove(name(folder));
    if (own == null || own.lock() == null) {
      return folder;
    }
    own.lock().close();
    if (!toDelete) {
      Files.delete(folder.resolve(LOCK));
      return folder;
    }
    Path trash = beside(own.target(), TRASH);
    Files.move(folder, trash, StandardCopyOption.ATOMIC_MOVE);
    return trash;
  }

  /** Deletes what killed processes left beside a target. */
  private static void deleteAbandoned(Path target) {
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(target.getParent(), path -> isTemporary(path, target))) {
      for (Path path : siblings) {
        if (isAbandoned(path, target)) {
          deleteAll(path);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // The next write tries again.
    }
  }

  private static boolean isTemporary(Path path, Path target) {
    String name = name(path);
    return name.startsWith(prefix(target, FILE))
        || name.startsWith(prefix(target, FOLDER))
        || name.startsWith(prefix(target, TRASH));
  }

  private static boolean isAbandoned(Path path, Path target) {
    String name = name(path);
    if (OWN.containsKey(name) || name.startsWith(prefix(target, TRASH))) {
      return !OWN.containsKey(name);
    }
    Path locked = name.startsWith(prefix(target, FOLDER)) ? path.resolve(LOCK) : path;
    try (FileChannel file = FileChannel.open(locked, StandardOpenOption.WRITE);
        FileLock taken = file.tryLock()) {
      return taken != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** Deletes a file, or a folder with all that is in it; others may do so at the same time. */
  static void deleteAll(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
              throw failure;
            }
            try {
              Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
              if (folder.equals(root)) {
                throw e;
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
