package io.sheaf.connector;

import io.sheaf.columnar.SheafException;
import java.util.List;
import java.util.Map;

/**
 * Storage of files by URI, as few verbs as formats need. Implementations are thread-safe. All
 * failures are {@link io.sheaf.columnar.SheafException}s: USER for a missing or refused path,
 * EXTERNAL for the rest; each names the path.
 */
public interface FileStore {
  /** Whether this store serves the path (by scheme). */
  boolean handles(String path);

  /**
   * Files that match a path or glob ({@code *}, {@code **}, {@code ?}, {@code [..]}, {@code
   * {a,b}}), sorted by path; a directory means all files below whose names do not start with {@code
   * .} or {@code _}. Empty when nothing matches.
   */
  List<FileInfo> list(String pathOrGlob);

  FileInfo info(String path);

  boolean exists(String path);

  boolean isDirectory(String path);

  ReadableFile open(FileInfo file);

  /** A new file that becomes visible under its name only by {@link WritableFile#commit()}. */
  WritableFile create(String path);

  /**
   * The same in a folder that another JVM may have made, and deleted meanwhile: then it is not made
   * again, but that is an EXTERNAL failure.
   */
  default WritableFile createIn(String directory, String name) {
    if (!isDirectory(directory)) {
      throw SheafException.external("IO", "folder " + directory + " is gone", null);
    }
    return create(directory + "/" + name);
  }

  /**
   * A folder of its own for a write of the folder {@code path}, to be filled with files that become
   * visible by {@link #publish}, or else deleted. What others of them for this path were left by
   * processes that are gone, is deleted, and so are files that were left by {@link #create}.
   */
  String stagingDirectory(String path);

  void createDirectories(String path);

  /**
   * Atomically puts files in the place of a folder: whoever lists it sees what was there before, or
   * these files alone. What was there before is gone only after that succeeded.
   *
   * @param staging as {@link #stagingDirectory} gave it for this folder
   * @param names where each file goes below the folder, by where it is below the staging folder; a
   *     store that cannot rename lists them in the order of these names
   * @throws SheafException (USER) when somebody else has written the folder meanwhile, as far as
   *     that shows
   */
  void publish(String staging, Map<String, String> names, String path);

  /** What this store can be told by {@link StoreSettings}. */
  default List<StoreSettings.Key> settings() {
    return List.of();
  }

  /** How many files it pays to look at side by side. */
  default int concurrency() {
    return 1;
  }

  /** Deletes a file or a whole directory; nothing happens when it does not exist. */
  void delete(String path);
}
