package io.sheaf.files;

import io.sheaf.connector.FileInfo;
import io.sheaf.connector.TableRef;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that were opened last, with their schemas and statistics: as long as a listing gives
 * the same files at the same versions, nothing of them is read again. Holds at most so many files.
 * Thread-safe.
 */
final class KnownTables {
  private final int mostFiles;
  private final Map<TableRef, FileTable> tables = new LinkedHashMap<>(16, 0.75f, true);
  private int files;

  KnownTables(int mostFiles) {
    this.mostFiles = mostFiles;
  }

  /** The table of a reference, if it consisted of exactly these files. */
  synchronized Optional<FileTable> find(TableRef ref, List<FileInfo> present) {
    return Optional.ofNullable(tables.get(ref)).filter(table -> table.files().equals(present));
  }

  /**
   * Keeps a table in the place of an earlier version, and forgets the ones not used for longest.
   */
  synchronized void keep(FileTable table) {
    FileTable before = tables.put(table.ref(), table);
    files += table.files().size() - (before == null ? 0 : before.files().size());
    Iterator<FileTable> eldest = tables.values().iterator();
    while (files > mostFiles) {
      files -= eldest.next().files().size();
      eldest.remove();
    }
  }
}
