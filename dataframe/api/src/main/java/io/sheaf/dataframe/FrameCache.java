package io.sheaf.dataframe;

import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.sql.Statement;
import io.sheaf.sql.frame.Frames;
import io.sheaf.sql.frame.Relation;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The frames of a session whose rows are kept: each is a hidden view that is cached as any other
 * view is, and is read wherever the frame is part of a query. Thread-safe.
 */
final class FrameCache {
  /** Begins the names of the views, and no name that users give. */
  static final String PREFIX = "\u0002frame ";

  private final Session session;
  private final Map<Relation, String> names = new IdentityHashMap<>();
  private int made;

  FrameCache(Session session) {
    this.session = session;
  }

  /** The view in which a frame's rows are kept, or are to be kept; empty where they are not. */
  synchronized Optional<String> name(Relation relation) {
    return Optional.ofNullable(names.get(relation));
  }

  /** From now on the rows of the frame are kept once somebody reads them. */
  synchronized void add(Relation relation, String level) {
    StorageLevel.of(level);
    if (names.containsKey(relation)) {
      return;
    }
    String name = PREFIX + ++made;
    String sql = Frames.keptText(relation, this::name);
    session.run(
        new Statement.CacheTable(name, true, Map.of("storagelevel", level), Optional.of(sql)));
    names.put(relation, name);
  }

  /** The rows of the frame are kept no more. */
  synchronized void remove(Relation relation) {
    String name = names.remove(relation);
    if (name != null) {
      session.run(new Statement.UncacheTable(name, true));
      session.run(new Statement.DropView(name, true));
    }
  }
}
