package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Folds the values of each key as far as there is memory: less is to be moved then. A key may come
 * out several times.
 */
public record Combined(Folding folding) implements Step {
  private static final int MOST_KEYS = 1 << 22;

  @Override
  public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
    HeldObjects held = new HeldObjects(() -> scope.query().memory().lease("Combined values", true));
    scope.onClose(held::close);
    return new Folded(new States(scope, folding, held), input);
  }

  private static final class Folded implements Iterator<Object> {
    private final States states;
    private final Iterator<?> input;
    private Iterator<Pair<Object, Object>> ready = Collections.emptyIterator();

    Folded(States states, Iterator<?> input) {
      this.states = states;
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
      return ready.next();
    }

    private boolean load() {
      states.clear();
      boolean room = true;
      while (room && input.hasNext()) {
        long grown = states.add(0, (Pair<?, ?>) input.next());
        room =
            states.size() < MOST_KEYS
                && !states.held().spillRequested()
                && states.held().tryAdd(grown);
      }
      states.held().settled();
      ready = states.pairs();
      return ready.hasNext();
    }
  }
}
