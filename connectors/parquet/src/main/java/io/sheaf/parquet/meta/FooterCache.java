package io.sheaf.parquet.meta;

import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps footers by path and version, the most recently used ones up to a number of bytes. Thread-safe. */
public final class FooterCache {
  private final long limitBytes;
  private final LinkedHashMap<FileInfo, Footer> footers = new LinkedHashMap<>(16, 0.75f, true);
  private long heldBytes;

  public FooterCache(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  public Footer get(FileStore store, FileInfo file) {
    synchronized (this) {
      Footer known = footers.get(file);
      if (known != null) {
        return known;
      }
    }
    // Read outside the lock; two threads may both read the same footer, which is harmless.
    Footer footer = FooterReader.read(store, file);
    synchronized (this) {
      if (footers.put(file, footer) == null) {
        heldBytes += footer.lengthBytes();
      }
      var oldest = footers.entrySet().iterator();
      while (heldBytes > limitBytes && footers.size() > 1) {
        Map.Entry<FileInfo, Footer> entry = oldest.next();
        heldBytes -= entry.getValue().lengthBytes();
        oldest.remove();
      }
    }
    return footer;
  }
}
