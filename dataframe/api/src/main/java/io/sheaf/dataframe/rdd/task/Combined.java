package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.dataframe.rdd.Pair;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Folds the values of each key as far as there is memory: less is to be moved then. A key may come
 * out several times.
 */
public record Combined(Folding folding) implements Step {
  /** Keys that are reserved for together. */
  private static final int KEYS = 1024;

  /** A guess: a key, a small state, and what the table needs for them. */
  private static final int KEY_BYTES = 256;

  private static final int MOST_KEYS = 1 << 18;

  @Override
  public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
    MemoryLease lease = scope.query().memory().lease("Combined values", true);
    scope.onClose(lease::close);
    return new Folded(scope, lease, input);
  }

  private final class Folded implements Iterator<Object> {
    private final TaskScope scope;
    private final MemoryLease lease;
    private final Iterator<?> input;
    private final Map<Object, Object> states = new LinkedHashMap<>();
    private Iterator<Map.Entry<Object, Object>> ready = Collections.emptyIterator();

    Folded(TaskScope scope, MemoryLease lease, Iterator<?> input) {
      this.scope = scope;
      this.lease = lease;
      this.input = input;
    }

    @Override
    public boolean hasNext() {
      return ready.hasNext() || load();
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Map.Entry<Object, Object> entry = ready.next();
      return Pair.of(entry.getKey(), entry.getValue());
    }

    private boolean load() {
      states.clear();
      lease.shrink(lease.heldBytes());
      lease.spilled();
      while (input.hasNext() && hasRoom()) {
        add((Pair<?, ?>) input.next());
      }
      ready = states.entrySet().iterator();
      return ready.hasNext();
    }

    private boolean hasRoom() {
      int keys = states.size();
      if (keys * (long) KEY_BYTES < lease.heldBytes() || keys == 0 && lease.heldBytes() > 0) {
        return true;
      }
      return keys < MOST_KEYS
          && !lease.spillRequested()
          && (lease.tryGrow((long) KEYS * KEY_BYTES) || keys == 0);
    }

    private void add(Pair<?, ?> pair) {
      Object state = states.get(pair.key());
      boolean first = state == null && !states.containsKey(pair.key());
      states.put(
          pair.key(),
          first
              ? folding.first(scope, 0, pair.value())
              : folding.add(scope, state, 0, pair.value()));
    }
  }
}
