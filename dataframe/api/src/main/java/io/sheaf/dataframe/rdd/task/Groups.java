package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.dataframe.rdd.Pair;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Pairs of a key and all of its values, from inputs whose pairs come in the order of their keys'
 * hashes. Keys of one hash are told apart by {@code equals}; no more of them are held at a time, in
 * memory that is reserved for them.
 */
public record Groups(Folding.Gathering folding) implements Reader {
  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    return new Merged(scope, inputs.stream().map(rows -> new ObjectRows(rows, scope)).toList());
  }

  private final class Merged implements Iterator<Object> {
    private final List<ObjectRows> inputs;
    private final States states;
    private Iterator<Pair<Object, Object>> ready = Collections.emptyIterator();

    Merged(TaskScope scope, List<ObjectRows> inputs) {
      this.inputs = inputs;
      HeldObjects held =
          new HeldObjects(() -> scope.query().memory().lease("Values of a key", false));
      scope.onClose(held::close);
      this.states = new States(scope, folding, held);
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
          Pair<?, ?> pair = (Pair<?, ?>) input.next();
          states.add(side, pair);
          states.held().add(input.bytes());
        }
      }
      ready = states.pairs();
      return true;
    }
  }
}
