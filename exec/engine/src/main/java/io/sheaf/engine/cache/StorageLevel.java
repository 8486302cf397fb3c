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
 */
public record StorageLevel(boolean memory, boolean packed, boolean disk) {
  /** In memory, and on disk what does not fit. */
  public static final StorageLevel MEMORY_AND_DISK = new StorageLevel(true, false, true);

  /** In memory, or not at all. */
  public static final StorageLevel MEMORY = new StorageLevel(true, false, false);

  /** In memory, compressed, or not at all. */
  public static final StorageLevel MEMORY_COMPRESSED = new StorageLevel(true, true, false);

  /** On disk alone. */
  public static final StorageLevel DISK = new StorageLevel(false, false, true);

  private static final String TWICE = "_2";

  private static final List<String> NAMES =
      List.of("MEMORY", "MEMORY_COMPRESSED", "DISK", "MEMORY_AND_DISK");

  public StorageLevel {
    if (!memory && !disk) {
      throw new IllegalArgumentException("rows have to be kept somewhere");
    }
  }

  /**
   * The level of this name, that of Spark or our own.
   *
   * @throws SheafException (USER) when there is none, or it asks for a second copy
   */
  public static StorageLevel of(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    if (upper.endsWith(TWICE)) {
      of(upper.substring(0, upper.length() - TWICE.length()));
      throw SheafException.user(
          "BAD_OPTION",
          "storage level '"
              + name
              + "' asks for two copies, but kept rows lie in the driver alone: leave out "
              + TWICE);
    }
    return switch (upper) {
      case "MEMORY", "MEMORY_ONLY" -> MEMORY;
      case "MEMORY_COMPRESSED", "MEMORY_ONLY_SER" -> MEMORY_COMPRESSED;
      case "DISK", "DISK_ONLY" -> DISK;
      case "MEMORY_AND_DISK" -> MEMORY_AND_DISK;
      case "MEMORY_AND_DISK_SER" -> new StorageLevel(true, true, true);
      default ->
          throw SheafException.user(
              "BAD_OPTION",
              "there is no storage level '" + name + "'" + Nearest.hint(upper, NAMES));
    };
  }

  @Override
  public String toString() {
    return memory ? (disk ? "MEMORY_AND_DISK" : "MEMORY") + (packed ? "_COMPRESSED" : "") : "DISK";
  }
}
