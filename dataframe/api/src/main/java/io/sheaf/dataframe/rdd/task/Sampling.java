package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SplittableRandom;

/** Steps that choose by chance, the same ones each time for the same seed. */
public final class Sampling {
  private Sampling() {}

  /**
   * What was found of a partition.
   *
   * @param count of all its objects
   */
  public record Found(long count, List<Object> keys) implements Serializable {}

  /** Some keys, each with the same chance. */
  public record Keys(KeyOf key, int most) implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      Random random = new Random(scope.partition());
      List<Object> kept = new ArrayList<>();
      long count = 0;
      while (input.hasNext()) {
        Object next = key.of(input.next());
        count++;
        if (kept.size() < most) {
          kept.add(next);
        } else {
          long place = random.nextLong(count);
          if (place < most) {
            kept.set((int) place, next);
          }
        }
      }
      return List.of(new Found(count, kept)).iterator();
    }
  }

  /** Draws from all partitions, of each of which as many are there as can be drawn. */
  public static List<Object> draw(List<Found> parts, int most, Random random) {
    List<List<Object>> left = new ArrayList<>();
    long[] counts = new long[parts.size()];
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      List<Object> keys = new ArrayList<>(parts.get(i).keys());
      Collections.shuffle(keys, random);
      left.add(keys);
      counts[i] = parts.get(i).count();
      all += counts[i];
    }
    List<Object> drawn = new ArrayList<>();
    for (; drawn.size() < most && all > 0; all--) {
      long place = random.nextLong(all);
      int part = 0;
      for (; place >= counts[part]; part++) {
        place -= counts[part];
      }
      counts[part]--;
      drawn.add(left.get(part).removeLast());
    }
    return drawn;
  }

  /** Each object whose number of chance lies between two bounds. */
  public record Between(double from, double to, long seed) implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      SplittableRandom random = new SplittableRandom(seed * 31 + scope.partition());
      return new Repeated(input) {
        @Override
        int times() {
          double number = random.nextDouble();
          return number >= from && number < to ? 1 : 0;
        }
      };
    }
  }

  /** Each object as often as it would be drawn with replacement. */
  public record Drawn(double mean, long seed) implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      SplittableRandom random = new SplittableRandom(seed * 31 + scope.partition());
      return new Repeated(input) {
        @Override
        int times() {
          return drawn(random, mean);
        }
      };
    }
  }

  private static int drawn(SplittableRandom random, double mean) {
    double none = Math.exp(-mean);
    int times = 0;
    for (double p = random.nextDouble(); p > none; p *= random.nextDouble()) {
      times++;
    }
    return times;
  }

  /** Pairs as often as the fraction of their key says; keys without one are left out. */
  public record ByKey(boolean withReplacement, Map<?, Double> fractions, long seed)
      implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      SplittableRandom random = new SplittableRandom(seed * 31 + scope.partition());
      return new Repeated(input) {
        @Override
        int times() {
          Double fraction = fractions.get(((Pair<?, ?>) object()).key());
          return fraction == null
              ? 0
              : withReplacement ? drawn(random, fraction) : random.nextDouble() < fraction ? 1 : 0;
        }
      };
    }
  }

  private abstract static class Repeated implements Iterator<Object> {
    private final Iterator<?> input;
    private Object object;
    private int left;

    Repeated(Iterator<?> input) {
      this.input = input;
    }

    /** The object that is next. */
    Object object() {
      return object;
    }

    /** How often the next object is given. */
    abstract int times();

    @Override
    public boolean hasNext() {
      while (left == 0 && input.hasNext()) {
        object = input.next();
        left = times();
      }
      return left > 0;
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      left--;
      return object;
    }
  }
}
