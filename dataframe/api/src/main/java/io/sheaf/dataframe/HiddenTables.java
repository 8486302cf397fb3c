package io.sheaf.dataframe;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of a session that no user can name, and how long they live. Thread-safe; tables are
 * dropped by a thread of their own.
 */
final class HiddenTables {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final Pattern NAME = Pattern.compile(FrameCache.PREFIX + "of \\w+ \\d+");

  private final AtomicInteger made = new AtomicInteger();
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  /** A name that no other table has. */
  String name(String what) {
    return FrameCache.PREFIX + "of " + what + " " + made.incrementAndGet();
  }

  /**
   * Drops a table once nothing can read it any more, unless the text of a view names it.
   *
   * @param reader is part of all that reads the table
   * @param drop drops the table; does not know the reader
   */
  void dropWith(Object reader, String table, Runnable drop) {
    CLEANER.register(
        reader,
        () -> {
          if (!named.contains(table)) {
            drop.run();
          }
        });
  }

  /** The tables that the text of a view names stay until the session is closed. */
  void keepNamedBy(String sql) {
    Matcher names = NAME.matcher(sql);
    while (names.find()) {
      named.add(names.group());
    }
  }
}
