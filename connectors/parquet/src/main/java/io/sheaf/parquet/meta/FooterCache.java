package io.sheaf.parquet.meta;

import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.TableStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps footers and the statistics made of them by path and version, the most recently used ones up
 * to a number of bytes. Thread-safe.
 */
public final class FooterCache {
  private final long limitBytes;
  private final LinkedHashMap<FileInfo, Entry> footers = new LinkedHashMap<>(16, 0.75f, true);
  private long heldBytes;

  public FooterCache(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  private static final class Entry {
    final Footer footer;
    volatile TableStatistics statistics;

    Entry(Footer footer) {
      this.footer = footer;
    }
  }

  public Footer get(FileStore store, FileInfo file) {
    return entry(store, file).footer;
  }

  /** Statistics of the columns of the file's schema. */
  public TableStatistics statistics(FileStore store, FileInfo file) {
    Entry entry = entry(store, file);
    if (entry.statistics == null) {
      entry.statistics = FileStatistics.of(store, entry.footer);
    }
    return entry.statistics;
  }

  private Entry entry(FileStore store, FileInfo file) {
    synchronized (this) {
      Entry known = footers.get(file);
      if (known != null) {
        return known;
      }
    }
    // Read outside the lock; two threads may both read the same footer, which is harmless.
    Entry entry = new Entry(FooterReader.read(store, file));
    synchronized (this) {
      if (footers.put(file, entry) == null) {
        heldBytes += entry.footer.lengthBytes();
      }
      var oldest = footers.entrySet().iterator();
      while (heldBytes > limitBytes && footers.size() > 1) {
        Map.Entry<FileInfo, Entry> eldest = oldest.next();
        heldBytes -= eldest.getValue().footer.lengthBytes();
        oldest.remove();
      }
    }
    return entry;
  }
}
