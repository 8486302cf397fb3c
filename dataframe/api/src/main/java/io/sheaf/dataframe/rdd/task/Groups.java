package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.dataframe.rdd.Pair;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Pairs of a key and what its values make, from inputs whose pairs come in the order of their keys'
 * hashes. Keys of one hash are told apart by {@code equals}; no more of them are held at a time.
 */
public record Groups(Folding folding) implements Reader {
  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    return new Merged(scope, inputs.stream().map(rows -> new ObjectRows(rows, scope)).toList());
  }

  private final class Merged implements Iterator<Object> {
    private final TaskScope scope;
    private final List<ObjectRows> inputs;
    private final Map<Object, Object> states = new LinkedHashMap<>();
    private Iterator<Map.Entry<Object, Object>> ready = Collections.emptyIterator();

    Merged(TaskScope scope, List<ObjectRows> inputs) {
      this.scope = scope;
      this.inputs = inputs;
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
      long hash = Long.MAX_VALUE;
      boolean more = false;
      for (ObjectRows input : inputs) {
        if (input.hasNext()) {
          hash = Math.min(hash, input.nextHash());
          more = true;
        }
      }
      if (!more) {
        return false;
      }
      states.clear();
      for (int side = 0; side < inputs.size(); side++) {
        ObjectRows input = inputs.get(side);
        while (input.hasNext() && input.nextHash() == hash) {
          add(side, (Pair<?, ?>) input.next());
        }
      }
      ready = states.entrySet().iterator();
      return true;
    }

    private void add(int side, Pair<?, ?> pair) {
      Object state = states.get(pair.key());
      boolean first = state == null && !states.containsKey(pair.key());
      states.put(
          pair.key(),
          first
              ? folding.first(scope, side, pair.value())
              : folding.add(scope, state, side, pair.value()));
    }
  }
}
