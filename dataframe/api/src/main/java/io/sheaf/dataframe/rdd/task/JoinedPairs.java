package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.engine.spill.Closing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Pairs of a key and a pair of its values, each value of one input with each of the other. The
 * smaller input is held in memory; what does not fit goes to disk with its partners, in parts that
 * are worked on one after another.
 */
public record JoinedPairs() implements Reader {
  /** A key and a reference to its value in the table. */
  private static final int ENTRY_BYTES = 8;

  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    return new Joining(scope, inputs);
  }

  @Override
  public boolean loose() {
    return true;
  }

  /** Several values of a key. */
  private static final class Several {
    private final List<Object> values = new ArrayList<>();
  }

  /**
   * Pairs that are not joined yet.
   *
   * @param level how often they were cut
   */
  private record Unjoined(int level, PairParts.Part held, PairParts.Part probing)
      implements AutoCloseable {
    boolean isEmpty() {
      return held.isEmpty() || probing.isEmpty();
    }

    @Override
    public void close() {
      Closing.all(held::close, probing::close);
    }
  }

  private static final class Joining implements Iterator<Object> {
    private final TaskScope scope;
    private final SmallerSide smaller;
    private final HeldObjects held;
    private final KeyTable table = new KeyTable();
    private final Deque<Unjoined> left = new ArrayDeque<>();

    /** What is joined now, if it comes from disk. */
    private Unjoined joining;

    /** Which side is in the table; negative before anything was read. */
    private int side = -1;

    private Iterator<Object> probing = Collections.emptyIterator();
    private Pair<?, ?> pair;
    private Iterator<Object> partners = Collections.emptyIterator();

    Joining(TaskScope scope, List<BatchStream> inputs) {
      this.scope = scope;
      MemoryLease lease = scope.query().memory().lease("Smaller side of a join", false);
      scope.onClose(lease::close);
      smaller = new SmallerSide(inputs, lease);
      held = new HeldObjects(() -> scope.query().memory().lease("Values of a join", true));
      scope.onClose(held::close);
    }

    @Override
    public boolean hasNext() {
      while (!partners.hasNext()) {
        if (!probing.hasNext() && !load()) {
          return false;
        }
        if (probing.hasNext()) {
          pair = (Pair<?, ?>) probing.next();
          partners = partners(pair.key());
        }
      }
      return true;
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Object partner = partners.next();
      Object first = side == 0 ? partner : pair.value();
      return Pair.of(pair.key(), Pair.of(first, side == 0 ? pair.value() : partner));
    }

    private Iterator<Object> partners(Object key) {
      int place = table.find(key, KeyTable.hash(key));
      if (place < 0) {
        return Collections.emptyIterator();
      }
      Object found = table.value(place);
      return found instanceof Several several
          ? several.values.iterator()
          : Collections.singleton(found).iterator();
    }

    /** Takes up the next pairs; false where there are none left. */
    private boolean load() {
      if (side < 0) {
        side = smaller.number();
        probing = new ObjectRows(smaller.rows(1 - side), scope);
        hold(new ObjectRows(smaller.rows(side), scope), 0);
        return true;
      }
      if (joining != null) {
        joining.close();
      }
      joining = left.poll();
      if (joining == null) {
        return false;
      }
      table.clear();
      held.clear();
      probing = joining.probing().read(scope);
      hold(joining.held().read(scope), joining.level());
      return true;
    }

    /** Puts pairs into the table, or all that is to be joined on disk. */
    private void hold(ObjectRows pairs, int level) {
      while (pairs.hasNext()) {
        Pair<?, ?> next = (Pair<?, ?>) pairs.next();
        add(next);
        long bytes = pairs.bytes() + ENTRY_BYTES;
        if (level == PairParts.MOST_LEVELS) {
          held.add(bytes);
        } else if (held.spillRequested() || !held.tryAdd(bytes)) {
          cut(pairs, level);
        }
      }
      held.settled();
    }

    private void add(Pair<?, ?> next) {
      int hash = KeyTable.hash(next.key());
      int place = table.find(next.key(), hash);
      if (place < 0) {
        table.add(next.key(), hash, next.value());
        return;
      }
      if (!(table.value(place) instanceof Several)) {
        Several several = new Several();
        several.values.add(table.value(place));
        table.value(place, several);
      }
      ((Several) table.value(place)).values.add(next.value());
    }

    private void cut(ObjectRows pairs, int level) {
      PairParts heldParts = new PairParts(scope, level);
      table.pairs().forEachRemaining(entry -> cut(entry, heldParts));
      table.clear();
      held.clear();
      pairs.forEachRemaining(next -> heldParts.add((Pair<?, ?>) next));
      PairParts probingParts = new PairParts(scope, level);
      probing.forEachRemaining(next -> probingParts.add((Pair<?, ?>) next));
      List<PairParts.Part> ofHeld = heldParts.finish();
      List<PairParts.Part> ofProbing = probingParts.finish();
      for (int i = ofHeld.size() - 1; i >= 0; i--) {
        Unjoined both = new Unjoined(level + 1, ofHeld.get(i), ofProbing.get(i));
        if (both.isEmpty()) {
          both.close();
        } else {
          left.push(both);
        }
      }
    }

    private static void cut(Pair<Object, Object> entry, PairParts parts) {
      if (entry.value() instanceof Several several) {
        several.values.forEach(value -> parts.add(Pair.of(entry.key(), value)));
      } else {
        parts.add(entry);
      }
    }
  }
}
