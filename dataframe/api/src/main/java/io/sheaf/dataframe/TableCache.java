package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog.Entry;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.cache.CachedTable;
import io.sheaf.engine.cache.Kept;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.pipeline.Failures;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tables and views of a session whose rows are kept. Rows that are out of date, as a table or
 * file changed that they were made of, or the session's zone did, are made anew by the first
 * statement that reads them. What depends on the time of its making (CURRENT_DATE and the like) is
 * not kept, but read from its source. Thread-safe.
 */
final class TableCache implements AutoCloseable {
  /** How often those who wait for rows see whether they have to end. */
  private static final long CHECK_MILLIS = 20;

  private final Map<String, Cached> names = new HashMap<>();
  private final AtomicLong fills = new AtomicLong();

  /** Makes the rows of a name. */
  interface Filler {
    Filled fill(String name, StorageLevel level);
  }

  /**
   * Rows of a name, and what they were made of.
   *
   * @param rows null where there was no place for them, or they may not be kept
   * @param zone of the session, which rows may depend on
   * @param versions of all tables, those below what was kept of others, too
   * @param names what each of them stood for
   */
  record Filled(Kept rows, ZoneId zone, Map<TableRef, String> versions, Map<String, Entry> names) {
    boolean holds(StatementCatalog tables) {
      try {
        return zone.equals(tables.zone())
            && names.entrySet().stream()
                .allMatch(
                    e -> tables.source(e.getKey()).filter(s -> isSame(s, e.getValue())).isPresent())
            && versions.entrySet().stream()
                .allMatch(e -> tables.resolve(e.getKey()).version().equals(e.getValue()));
      } catch (SheafException e) {
        return false; // a file is gone: planning says what the matter is
      }
    }
  }

  /** A name that is to be cached. Thread-safe. */
  private static final class Cached {
    private final String name;
    private final Entry entry;
    private final StorageLevel level;

    /** Held by who makes the rows; nothing else is locked before it. */
    private final ReentrantLock filling = new ReentrantLock();

    private Filled filled;
    private CachedTable table;
    private boolean dropped;

    Cached(String name, Entry entry, StorageLevel level) {
      this.name = name;
      this.entry = entry;
      this.level = level;
    }

    /** Null when there is nothing, or it had to make room for others. */
    synchronized Filled filled() {
      return table != null && table.rows().isClosed() ? null : filled;
    }

    /** Waits for others that make the rows, but no longer than the statement may. */
    void lockFilling(StatementCatalog tables) {
      try {
        while (!filling.tryLock(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
          tables.check();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failures.interrupted();
      }
    }

    synchronized void take(Filled rows, long version) {
      forget();
      filled = rows;
      if (rows.rows() != null) {
        table = new CachedTable(name, rows.rows(), version);
      }
      if (dropped) {
        forget();
      }
    }

    synchronized void forget() {
      if (table != null) {
        table.rows().close();
      }
      table = null;
      filled = null;
    }

    synchronized void drop() {
      dropped = true;
      forget();
    }

    /** The rows, held for whoever reads them, who releases them. */
    synchronized Optional<CachedTable> held() {
      return Optional.ofNullable(table).filter(t -> t.rows().hold());
    }

    /** These rows and no others that may have taken their place, held. */
    synchronized Optional<CachedTable> held(Filled wanted) {
      return filled == wanted ? held() : Optional.empty();
    }
  }

  /** From now on the rows of a name are kept once somebody reads them. */
  void add(String name, Entry entry, StorageLevel level) {
    Cached old;
    synchronized (names) {
      old = names.put(key(name), new Cached(name, entry, level));
    }
    if (old != null) {
      old.drop();
    }
  }

  /** Forgets a name's rows, if they are kept. */
  void remove(String name) {
    Cached old;
    synchronized (names) {
      old = names.remove(key(name));
    }
    if (old != null) {
      old.drop();
    }
  }

  /** Forgets all rows, but not which are to be kept. */
  void evict() {
    all().forEach(Cached::forget);
  }

  /** Forgets all. */
  void clear() {
    List<Cached> all = all();
    synchronized (names) {
      names.clear();
    }
    all.forEach(Cached::drop);
  }

  private List<Cached> all() {
    synchronized (names) {
      return List.copyOf(names.values());
    }
  }

  private Optional<Cached> cached(String name) {
    synchronized (names) {
      return Optional.ofNullable(names.get(key(name)));
    }
  }

  /**
   * The rows of a name, if they are kept and up to date, held for whoever reads them, who releases
   * them.
   *
   * @param entry what the name stands for now
   * @param tables knows the present versions
   * @param filler makes what is missing; null where nothing shall be made
   */
  Optional<CachedTable> find(String name, Entry entry, StatementCatalog tables, Filler filler) {
    Cached cached = cached(name).filter(c -> isSame(c.entry, entry)).orElse(null);
    if (cached == null) {
      return Optional.empty();
    }
    Filled filled = cached.filled();
    if (isUpToDate(filled, tables)) {
      return cached.held(filled);
    }
    if (filler == null) {
      return Optional.empty();
    }
    cached.lockFilling(tables);
    try {
      filled = cached.filled();
      if (!isUpToDate(filled, tables)) {
        filled = filler.fill(cached.name, cached.level);
        cached.take(filled, fills.incrementAndGet());
      }
      // Those who filled it read the sources by a catalog of their own. The statement has to have
      // met them, too: a plan that is kept goes by that. Where it sees others it reads those.
      return isUpToDate(filled, tables) ? cached.held(filled) : Optional.empty();
    } finally {
      cached.filling.unlock();
    }
  }

  /**
   * Whether rows are those that the statement would find at their sources; the statement has then
   * met all of these.
   */
  private static boolean isUpToDate(Filled filled, StatementCatalog tables) {
    return filled != null && filled.holds(tables);
  }

  /** A table of the session changes its rows and stays the same. */
  private static boolean isSame(Entry one, Entry other) {
    return switch (one) {
      case Entry.View view -> view.equals(other);
      case Entry.Stored stored ->
          other instanceof Entry.Stored s && s.table().ref().equals(stored.table().ref());
    };
  }

  /**
   * The rows that are kept of a name, held for whoever reads them, who releases them.
   *
   * @throws SheafException (USER) when there are none
   */
  CachedTable table(String name) {
    return cached(name)
        .flatMap(Cached::held)
        .orElseThrow(() -> SheafException.user("NOT_CACHED", name + " is not cached"));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    clear();
  }
}
