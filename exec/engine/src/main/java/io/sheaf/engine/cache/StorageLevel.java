package io.sheaf.engine.cache;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.List;
import java.util.Locale;

/**
 * Where rows are kept that will be read again.
 *
 * @param memory whether in memory, as long as they fit
 * @param packed whether they are compressed there: less memory, more time to read
 * @param disk whether on disk what is not in memory, or is needed there by others
 * @param copies with how many workers they lie, where there are so many
 */
public record StorageLevel(boolean memory, boolean packed, boolean disk, int copies) {
  /** In memory, and on disk what does not fit. */
  public static final StorageLevel MEMORY_AND_DISK = new StorageLevel(true, false, true, 1);

  private static final String TWICE = "_2";

  private static final List<String> NAMES =
      List.of("MEMORY", "MEMORY_COMPRESSED", "DISK", "MEMORY_AND_DISK");

  public StorageLevel {
    if (!memory && !disk || copies < 1 || copies > 2) {
      throw new IllegalArgumentException("rows have to be kept somewhere, once or twice");
    }
  }

  /**
   * The level of this name, that of Spark or our own.
   *
   * @throws SheafException (USER) when there is none
   */
  public static StorageLevel of(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    int copies = upper.endsWith(TWICE) ? 2 : 1;
    String once = copies == 1 ? upper : upper.substring(0, upper.length() - TWICE.length());
    return switch (once) {
      case "MEMORY", "MEMORY_ONLY" -> new StorageLevel(true, false, false, copies);
      case "MEMORY_COMPRESSED", "MEMORY_ONLY_SER" -> new StorageLevel(true, true, false, copies);
      case "DISK", "DISK_ONLY" -> new StorageLevel(false, false, true, copies);
      case "MEMORY_AND_DISK" -> new StorageLevel(true, false, true, copies);
      case "MEMORY_AND_DISK_SER", "MEMORY_AND_DISK_COMPRESSED" ->
          new StorageLevel(true, true, true, copies);
      default ->
          throw SheafException.user(
              "BAD_OPTION", "there is no storage level '" + name + "'" + Nearest.hint(once, NAMES));
    };
  }

  @Override
  public String toString() {
    String once =
        memory ? (disk ? "MEMORY_AND_DISK" : "MEMORY") + (packed ? "_COMPRESSED" : "") : "DISK";
    return copies == 2 ? once + TWICE : once;
  }
}
