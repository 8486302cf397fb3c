package io.sheaf.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a folder in the place of another: in one step where the platform exchanges names, else in
 * two, between which the old folder is called {@code .NAME.old-ID}. A crash between these is mended
 * by {@link #recover}.
 */
final class FolderSwap {
  private static final System.Logger LOG = System.getLogger(FolderSwap.class.getName());

  /** Kept for {@link #recover}. */
  private static final String OLD = "old";

  /** What is only left to be deleted. */
  private static final String TRASH = Temporaries.TRASH;

  private final Exchange exchange;
  private final Deletion deletion;

  /** Exchanges the names of two paths in one step; false when that cannot be done here. */
  interface Exchange {
    boolean exchange(Path one, Path other);
  }

  /** Deletes a folder with all that is in it. */
  interface Deletion {
    void delete(Path folder) throws IOException;
  }

  FolderSwap(Exchange exchange, Deletion deletion) {
    this.exchange = exchange;
    this.deletion = deletion;
  }

  /**
   * What is at the target is deleted when the source has taken its place; if that fails, it is
   * logged: the folder has been replaced all the same.
   */
  void replace(Path source, Path target) throws IOException {
    Path old = source;
    if (!exchange.exchange(source, target)) {
      old = Temporaries.beside(target, OLD);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      try {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
        throw e;
      }
    }
    discard(old, target);
  }

  private void discard(Path old, Path target) {
    Path trash = Temporaries.beside(target, TRASH);
    try {
      Files.move(old, trash, StandardCopyOption.ATOMIC_MOVE);
      deletion.delete(trash);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} was replaced, but what was there could not be deleted and is left in {1}: {2}",
          target,
          Files.exists(trash) ? trash : old,
          e);
    }
  }

  /**
   * Gives a folder its name back that a crash took away while it was being replaced. Nothing
   * happens where there is something of that name, or nothing to give back.
   */
  static void recover(Path target) {
    Path parent = target.getParent();
    if (parent == null || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String prefix = "." + target.getFileName() + "." + OLD + "-";
    try (Stream<Path> siblings = Files.list(parent)) {
      List<Path> old =
          siblings.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
      if (!old.isEmpty()) {
        Path newest = old.stream().max(Comparator.comparing(FolderSwap::changed)).orElseThrow();
        Files.move(newest, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // The parent is missing or must not be written: then the folder stays missing too.
    }
  }

  private static long changed(Path path) {
    return path.toFile().lastModified();
  }
}
