package io.sheaf.sql;

import io.sheaf.sql.parser.SheafSyntax;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The syntax trees of the views that were used last, by their texts: a view is parsed once and not
 * with each query that names it. Thread-safe.
 */
public final class ParsedViews {
  private static final int MOST_VIEWS = 256;

  private final Map<String, ParsedQuery> views =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ParsedQuery> eldest) {
          return size() > MOST_VIEWS;
        }
      };

  /**
   * The query that a view's text is.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when it is none
   */
  public ParsedQuery of(String text) {
    synchronized (views) {
      ParsedQuery known = views.get(text);
      if (known != null) {
        return known;
      }
    }
    ParsedQuery parsed = SheafSyntax.query(text);
    synchronized (views) {
      views.put(text, parsed);
    }
    return parsed;
  }
}
