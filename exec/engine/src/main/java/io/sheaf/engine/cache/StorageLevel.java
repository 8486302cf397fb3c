package io.sheaf.engine.cache;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where rows are kept that will be read again.
 *
 * @param memory whether in memory, as long as they fit
 * @param packed whether they are compressed there: less memory, more time to read
 * @param disk whether on disk what is not in memory, or is needed there by others
 * @param copies in how many JVMs, where there are several
 */
public record StorageLevel(boolean memory, boolean packed, boolean disk, int copies) {
  /** In memory, and on disk what does not fit. */
  public static final StorageLevel MEMORY_AND_DISK = new StorageLevel(true, false, true, 1);

  /** In memory, or not at all. */
  public static final StorageLevel MEMORY = new StorageLevel(true, false, false, 1);

  /** In memory, compressed, or not at all. */
  public static final StorageLevel MEMORY_COMPRESSED = new StorageLevel(true, true, false, 1);

  /** On disk alone. */
  public static final StorageLevel DISK = new StorageLevel(false, false, true, 1);

  private static final String TWICE = "_2";

  private static final List<String> NAMES =
      Stream.of("MEMORY", "MEMORY_COMPRESSED", "DISK", "MEMORY_AND_DISK")
          .flatMap(name -> Stream.of(name, name + TWICE))
          .toList();

  public StorageLevel {
    if (!memory && !disk || copies < 1) {
      throw new IllegalArgumentException("rows have to be kept somewhere");
    }
  }

  /**
   * The level of this name, that of Spark or our own.
   *
   * @throws SheafException (USER) when there is none
   */
  public static StorageLevel of(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    boolean twice = upper.endsWith(TWICE);
    StorageLevel one =
        switch (twice ? upper.substring(0, upper.length() - TWICE.length()) : upper) {
          case "MEMORY", "MEMORY_ONLY" -> MEMORY;
          case "MEMORY_COMPRESSED", "MEMORY_ONLY_SER" -> MEMORY_COMPRESSED;
          case "DISK", "DISK_ONLY" -> DISK;
          case "MEMORY_AND_DISK" -> MEMORY_AND_DISK;
          case "MEMORY_AND_DISK_SER" -> new StorageLevel(true, true, true, 1);
          default ->
              throw SheafException.user(
                  "BAD_OPTION",
                  "there is no storage level '" + name + "'" + Nearest.hint(upper, NAMES));
        };
    return twice ? new StorageLevel(one.memory, one.packed, one.disk, 2) : one;
  }

  @Override
  public String toString() {
    String where =
        memory ? (disk ? "MEMORY_AND_DISK" : "MEMORY") + (packed ? "_COMPRESSED" : "") : "DISK";
    return copies > 1 ? where + "_" + copies : where;
  }
}
