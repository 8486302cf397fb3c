package io.sheaf.files;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.Glob;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.WritableFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The local file system, for plain paths (relative ones start at the working directory) and {@code
 * file:} URIs. Thread-safe.
 */
public final class LocalFileStore implements FileStore {
  /** Longer than the clock of any file system that counts fractions of seconds stands still. */
  private static final long TICK_MILLIS = 20;

  /** The same for those that count whole or every other second. */
  private static final long SLOW_TICK_MILLIS = 2_100;

  /** The files that count, below a staging folder. */
  private static final String CHOSEN = ".chosen";

  private static final AtomicLong LOOKS = new AtomicLong();

  private final InstantSource clock;

  public LocalFileStore() {
    this(InstantSource.system());
  }

  /**
   * @param clock what the file system's times are compared with
   */
  LocalFileStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public boolean handles(String path) {
    return path.startsWith("file:") || !path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
  }

  @Override
  public List<FileInfo> list(String pathOrGlob) {
    Path literal = literal(pathOrGlob);
    try {
      if (literal != null && !Glob.isGlob(pathOrGlob)) {
        FolderSwap.recover(literal);
      }
      if (literal != null && Files.isRegularFile(literal)) {
        return List.of(infoOf(literal, attributes(literal)));
      }
      if (literal != null && Files.isDirectory(literal)) {
        return walk(literal, Integer.MAX_VALUE, false, below -> true);
      }
      if (!Glob.isGlob(pathOrGlob)) {
        return List.of();
      }
      Glob glob = Glob.of(strip(pathOrGlob));
      Path root = path(glob.root().isEmpty() ? "." : glob.root());
      FolderSwap.recover(root);
      return Files.isDirectory(root)
          ? walk(root, glob.depth(), glob.hidden(), below -> glob.below().matcher(below).matches())
          : List.of();
    } catch (IllegalArgumentException e) {
      throw SheafException.user("BAD_PATH", "bad pattern " + pathOrGlob + ": " + e.getMessage());
    } catch (IOException e) {
      throw failure("list", pathOrGlob, e);
    }
  }

  private List<FileInfo> walk(Path root, int depth, boolean hidden, Predicate<String> accepts)
      throws IOException {
    List<FileInfo> found = new ArrayList<>();
    var visitor =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
            return !dir.equals(root) && !hidden && isHidden(dir)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            if (a.isRegularFile()
                && (hidden || !isHidden(file))
                && accepts.test(root.relativize(file).toString().replace('\\', '/'))) {
              found.add(infoOf(file, a));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // A file that went away meanwhile, or a link in a circle or into nothing, is no file of
            // the table.
            if (e instanceof NoSuchFileException
                || e instanceof java.nio.file.FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        };
    Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, visitor);
    found.sort(Comparator.comparing(FileInfo::path));
    return found;
  }

  private static boolean isHidden(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || name.startsWith("_");
  }

  @Override
  public FileInfo info(String path) {
    Path file = path(path);
    try {
      return infoOf(file, attributes(file));
    } catch (IOException e) {
      throw failure("find", path, e);
    }
  }

  @Override
  public boolean exists(String path) {
    Path file = path(path);
    FolderSwap.recover(file);
    return Files.exists(file);
  }

  @Override
  public boolean isDirectory(String path) {
    return Files.isDirectory(path(path));
  }

  @Override
  public ReadableFile open(FileInfo file) {
    try {
      return LocalReadableFile.open(file, path(file.path()));
    } catch (IOException e) {
      throw failure("read", file.path(), e);
    }
  }

  @Override
  public WritableFile create(String path) {
    Path file = path(path);
    if (Files.isDirectory(file)) {
      throw SheafException.user("IS_DIRECTORY", path + " is a directory, not a file");
    }
    try {
      return LocalWritableFile.create(file);
    } catch (IOException e) {
      throw failure("write", path, e);
    }
  }

  @Override
  public WritableFile createIn(String directory, String name) {
    try {
      return LocalWritableFile.createBeside(path(directory).resolve(name));
    } catch (IOException e) {
      throw SheafException.external("IO", "cannot write in " + directory + ": " + e, e);
    }
  }

  @Override
  public String stagingDirectory(String path) {
    try {
      return Temporaries.folder(path(path)).toString();
    } catch (IOException e) {
      throw failure("write", path, e);
    }
  }

  @Override
  public void createDirectories(String path) {
    try {
      Files.createDirectories(path(path));
    } catch (IOException e) {
      throw failure("create", path, e);
    }
  }

  @Override
  public void publish(String staging, Map<String, String> names, String path) {
    Path waiting = path(staging);
    Path chosen = waiting.resolve(CHOSEN);
    Path target = path(path);
    try {
      Files.createDirectories(chosen);
      for (Map.Entry<String, String> name : names.entrySet()) {
        Path place = chosen.resolve(name.getValue());
        Files.createDirectories(place.getParent());
        Files.move(waiting.resolve(name.getKey()), place, StandardCopyOption.ATOMIC_MOVE);
      }
      replace(chosen, target);
    } catch (IOException e) {
      throw failure("replace", path, e);
    }
  }

  private static void replace(Path source, Path target) throws IOException {
    Temporaries.release(source, false);
    if (Files.isDirectory(target)) {
      // A folder that holds anything cannot be renamed over.
      new FolderSwap(NameExchange::exchange, Temporaries::deleteAll).replace(source, target);
    } else {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void delete(String path) {
    Path root = path(path);
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Temporaries.deleteAll(Temporaries.release(root, true));
    } catch (IOException e) {
      throw failure("delete", path, e);
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private FileInfo infoOf(Path path, BasicFileAttributes attributes) {
    long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    String version = attributes.size() + "-" + modified + "-" + attributes.fileKey();
    return new FileInfo(
        path.toString(),
        attributes.size(),
        isSettled(modified) ? version : version + FileInfo.SEEN + LOOKS.incrementAndGet());
  }

  /**
   * Whether a change from now on will show in a file's time. One that was written a moment ago may
   * be written again within the same tick of its file system's clock; until then no two looks at it
   * are taken to have seen the same.
   */
  private boolean isSettled(long modifiedNanos) {
    boolean wholeSeconds = modifiedNanos % TimeUnit.SECONDS.toNanos(1) == 0;
    long ageMillis = clock.millis() - TimeUnit.NANOSECONDS.toMillis(modifiedNanos);
    return Math.abs(ageMillis) > (wholeSeconds ? SLOW_TICK_MILLIS : TICK_MILLIS);
  }

  private static String strip(String path) {
    return path.startsWith("file:") ? path.replaceFirst("^file:(//)?(?=/)|^file:", "") : path;
  }

  private static Path path(String path) {
    try {
      return Path.of(strip(path)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw SheafException.user("BAD_PATH", "bad path " + path + ": " + e.getReason());
    }
  }

  /** The path itself, also when it looks like a pattern; null when it cannot be a path at all. */
  private static Path literal(String path) {
    try {
      return Path.of(strip(path)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The error of a failed verb, with a hint when a neighbour has almost the wanted name. */
  static SheafException failure(String verb, String path, IOException e) {
    return switch (e) {
      case NoSuchFileException missing when verb.equals("write") || verb.equals("create") ->
          SheafException.user(
              "NO_SUCH_FILE",
              "cannot " + verb + " " + path + ": no place for " + missing.getFile());
      case NoSuchFileException missing -> missing(path);
      case AccessDeniedException denied ->
          SheafException.user("ACCESS_DENIED", "no permission to " + verb + " " + path);
      default -> {
        String reason =
            e instanceof java.nio.file.FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
        yield SheafException.external("IO", "cannot " + verb + " " + path + ": " + reason, e);
      }
    };
  }

  private static SheafException missing(String path) {
    Path file = path(path);
    Path parent = file.getParent();
    if (parent != null && Files.isDirectory(parent)) {
      try (Stream<Path> siblings = Files.list(parent)) {
        List<String> names = siblings.map(p -> p.getFileName().toString()).sorted().toList();
        String hint = Nearest.hint(String.valueOf(file.getFileName()), names);
        return SheafException.user("NO_SUCH_FILE", "there is no file " + path + hint);
      } catch (IOException | java.io.UncheckedIOException e) {
        return SheafException.user("NO_SUCH_FILE", "there is no file " + path);
      }
    }
    return SheafException.user(
        "NO_SUCH_FILE", "there is no file " + path + ", and no folder " + parent);
  }
}
