package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import io.sheaf.dataframe.rdd.lambda.RddConsumer;
import io.sheaf.objects.DistinctSketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The last steps of actions: what each partition tells of its elements. */
public final class Results {
  private Results() {}

  /** What a lambda makes of two values in the program's own JVM. */
  public static <A, B, R> R apply(CallSite site, RddBiFunction<A, B, R> function, A a, B b) {
    try {
      return function.apply(a, b);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SheafException(Blame.USER, "USER_CODE", site + " failed: " + e, e);
    }
  }

  /** How many there are. */
  public record Count() implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      long count = 0;
      for (; input.hasNext(); input.next()) {
        count++;
      }
      return List.of(count).iterator();
    }
  }

  /** So many at most. */
  public record First(int most) implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      return new Iterator<Object>() {
        private int left = most;

        @Override
        public boolean hasNext() {
          return left > 0 && input.hasNext();
        }

        @Override
        public Object next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          left--;
          return input.next();
        }
      };
    }
  }

  /** One of all, or none of none. */
  public record Reduced<T>(CallSite site, RddBiFunction<T, T, T> function) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      if (!input.hasNext()) {
        return Collections.emptyIterator();
      }
      T state = (T) input.next();
      while (input.hasNext()) {
        T next = (T) input.next();
        try {
          state = function.apply(state, next);
        } catch (Throwable t) {
          throw UserFailure.of(site, scope, t);
        }
      }
      return Collections.singletonList(state).iterator();
    }
  }

  /**
   * What a function makes of all, from a copy of a value.
   *
   * @param zero in bytes
   */
  public record Aggregated<T, A>(CallSite site, byte[] zero, RddBiFunction<A, T, A> function)
      implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      A state = (A) scope.objects().read(zero, 0, zero.length);
      while (input.hasNext()) {
        T next = (T) input.next();
        try {
          state = function.apply(state, next);
        } catch (Throwable t) {
          throw UserFailure.of(site, scope, t);
        }
      }
      return Collections.singletonList(state).iterator();
    }
  }

  /** The smallest of an order, so many at most, in that order. */
  public record Least<T>(int most, RddComparator<? super T> order) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      // The greatest of those that are kept is the first one to go.
      PriorityQueue<T> kept = new PriorityQueue<>(Math.max(1, most), order.backwards());
      while (most > 0 && input.hasNext()) {
        kept.add((T) input.next());
        if (kept.size() > most) {
          kept.poll();
        }
      }
      List<T> sorted = new ArrayList<>(kept);
      sorted.sort(order);
      return sorted.iterator();
    }
  }

  /** Nothing, after something was done with each. */
  public record Each<T>(CallSite site, RddConsumer<T> action) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      while (input.hasNext()) {
        T next = (T) input.next();
        try {
          action.accept(next);
        } catch (Throwable t) {
          throw UserFailure.of(site, scope, t);
        }
      }
      return Collections.emptyIterator();
    }
  }

  /** Nothing, after something was done with all. */
  public record EachPartition<T>(CallSite site, RddConsumer<Iterator<T>> action) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      try {
        action.accept((Iterator<T>) input);
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      }
      return Collections.emptyIterator();
    }
  }

  /** A sketch of how many different ones there are, from an empty one. */
  public record Sketched(byte[] empty) implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      byte[] sketch = empty.clone();
      while (input.hasNext()) {
        DistinctSketch.add(sketch, scope.hash().of(input.next()));
      }
      return List.of(sketch).iterator();
    }
  }
}
