package io.sheaf.engine.write;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileStore;
import io.sheaf.plan.PhysicalPlan.WriteTarget;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder beside a directory that is being written, where files wait until all are there. Those
 * that count are named then and take the directory's place in one step; what else somebody left, or
 * still writes, is deleted with the folder.
 */
final class StagedFolder {
  private final FileStore store;
  private final WriteTarget target;
  private final String path;

  /**
   * @param path as {@link #make} gave it
   */
  StagedFolder(FileStore store, WriteTarget target, String path) {
    this.store = store;
    this.target = target;
    this.path = path;
  }

  /**
   * Makes the folder.
   *
   * @throws SheafException (USER) when the target must not be written
   */
  static StagedFolder make(FileStore store, WriteTarget target) {
    check(store, target);
    String path = store.stagingDirectory(target.location());
    store.createDirectories(path);
    return new StagedFolder(store, target, path);
  }

  private static void check(FileStore store, WriteTarget target) {
    String location = target.location();
    if (!store.exists(location)) {
      return;
    }
    if (!store.isDirectory(location)) {
      throw SheafException.user("FILE_EXISTS", location + " is a file, not a directory");
    }
    if (!target.overwrite() && !isEmpty(store, location)) {
      throw SheafException.user(
          "DIRECTORY_NOT_EMPTY", "directory " + location + " is not empty; OVERWRITE replaces it");
    }
  }

  /**
   * Also files that tables pass over, such as {@code .git/config} or {@code _notes.txt}, are
   * somebody's.
   */
  private static boolean isEmpty(FileStore store, String directory) {
    return Stream.of("", "/.*", "/_*", "/.*/**", "/_*/**")
        .allMatch(below -> store.list(directory + below).isEmpty());
  }

  String path() {
    return path;
  }

  /**
   * Puts files in the target's place; called once.
   *
   * @param files at least one, as a directory without a file would have no columns
   * @param ending of their names, without the dot
   * @throws SheafException (USER) when somebody else has written the target meanwhile
   */
  void publish(List<PartFile> files, String ending) {
    List<PartFile> full = files.stream().filter(file -> file.rows() > 0).toList();
    List<PartFile> chosen =
        (full.isEmpty() ? files.subList(0, 1) : full)
            .stream().sorted(Comparator.comparing(PartFile::name)).toList();
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < chosen.size(); i++) {
      names.put(chosen.get(i).name(), String.format(Locale.ROOT, "part-%05d.%s", i, ending));
    }
    check(store, target);
    store.publish(path, names, target.location());
  }

  void delete() {
    store.delete(path);
  }
}
