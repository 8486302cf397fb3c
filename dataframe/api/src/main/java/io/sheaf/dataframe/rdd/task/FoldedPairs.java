package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.dataframe.rdd.Pair;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Pairs of a key and what its values make, from pairs in any order. What does not fit in memory
 * goes to disk in parts, which are then worked on one after another.
 *
 * @param folding what it makes of values is a value again
 */
public record FoldedPairs(Folding folding) implements Reader {
  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    return new Folded(scope, new ObjectRows(inputs.getFirst(), scope));
  }

  @Override
  public boolean loose() {
    return true;
  }

  /**
   * Pairs that are not folded yet.
   *
   * @param level how often they were cut
   */
  private record Unfolded(int level, PairParts.Part part) {}

  private final class Folded implements Iterator<Object> {
    private final TaskScope scope;
    private final States states;
    private final Deque<Unfolded> left = new ArrayDeque<>();
    private Iterator<Pair<Object, Object>> ready;
    private final ObjectRows input;

    Folded(TaskScope scope, ObjectRows input) {
      this.scope = scope;
      this.input = input;
      HeldObjects held =
          new HeldObjects(() -> scope.query().memory().lease("Values of a key", true));
      scope.onClose(held::close);
      this.states = new States(scope, folding, held);
    }

    @Override
    public boolean hasNext() {
      if (ready == null) {
        ready = folded(input, 0);
      }
      while (!ready.hasNext() && !left.isEmpty()) {
        Unfolded next = left.pop();
        states.clear();
        ready = folded(next.part().read(scope), next.level());
        next.part().close();
      }
      return ready.hasNext();
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }

    /** What the pairs make in memory; nothing when they go on disk for later. */
    private Iterator<Pair<Object, Object>> folded(ObjectRows pairs, int level) {
      PairParts parts = null;
      while (pairs.hasNext()) {
        long grown = states.add(0, (Pair<?, ?>) pairs.next());
        if (level == PairParts.MOST_LEVELS) {
          states.held().add(grown);
        } else if (states.held().spillRequested() || !states.held().tryAdd(grown)) {
          parts = parts == null ? new PairParts(scope, level) : parts;
          spill(parts);
        }
      }
      if (parts == null) {
        states.held().settled();
        return states.pairs();
      }
      spill(parts);
      for (PairParts.Part part : parts.finish().reversed()) {
        left.push(new Unfolded(level + 1, part));
      }
      return Collections.emptyIterator();
    }

    private void spill(PairParts parts) {
      states.pairs().forEachRemaining(parts::add);
      states.clear();
    }
  }
}
