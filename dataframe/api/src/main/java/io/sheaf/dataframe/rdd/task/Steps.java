package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import io.sheaf.dataframe.rdd.lambda.RddPredicate;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The steps that look at one object after another. */
public final class Steps {
  private Steps() {}

  /** Another object for each. */
  public record Mapped<T, R>(CallSite site, RddFunction<T, R> function) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      return new Iterator<R>() {
        @Override
        public boolean hasNext() {
          return input.hasNext();
        }

        @Override
        public R next() {
          T value = (T) input.next();
          try {
            return function.apply(value);
          } catch (Throwable t) {
            throw UserFailure.of(site, scope, t);
          }
        }
      };
    }
  }

  /** Those that are wanted. */
  public record Filtered<T>(CallSite site, RddPredicate<T> predicate) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      return new Iterator<T>() {
        private T found;
        private boolean ready;

        @Override
        public boolean hasNext() {
          while (!ready && input.hasNext()) {
            found = (T) input.next();
            try {
              ready = predicate.test(found);
            } catch (Throwable t) {
              throw UserFailure.of(site, scope, t);
            }
          }
          return ready;
        }

        @Override
        public T next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          ready = false;
          return found;
        }
      };
    }
  }

  /** Any number of others for each. */
  public record FlatMapped<T, R>(
      CallSite site, RddFunction<T, ? extends Iterable<? extends R>> function) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      return new Iterator<R>() {
        private Iterator<? extends R> inner = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
          while (true) {
            try {
              if (inner.hasNext()) {
                return true;
              }
            } catch (Throwable t) {
              throw UserFailure.of(site, scope, t);
            }
            if (!input.hasNext()) {
              return false;
            }
            T value = (T) input.next();
            try {
              inner = function.apply(value).iterator();
            } catch (Throwable t) {
              throw UserFailure.of(site, scope, t);
            }
          }
        }

        @Override
        public R next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          try {
            return inner.next();
          } catch (Throwable t) {
            throw UserFailure.of(site, scope, t);
          }
        }
      };
    }
  }

  /**
   * Pairs of an object and a number.
   *
   * @param first the number of the first object of each partition
   * @param step between two numbers
   */
  public record Numbered(long[] first, int step) implements Step {
    @Override
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      return new Iterator<Object>() {
        private long number = first[scope.partition()];

        @Override
        public boolean hasNext() {
          return input.hasNext();
        }

        @Override
        public Object next() {
          Pair<Object, Long> pair = Pair.of(input.next(), number);
          number += step;
          return pair;
        }
      };
    }
  }

  /** A whole partition by its number, which comes first. */
  public record PartitionMapped<T, R>(
      CallSite site, RddBiFunction<Integer, Iterator<T>, Iterator<R>> function) implements Step {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
      Iterator<R> result;
      try {
        result = function.apply(scope.partition(), (Iterator<T>) input);
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      }
      return new Iterator<R>() {
        @Override
        public boolean hasNext() {
          try {
            return result.hasNext();
          } catch (Throwable t) {
            throw UserFailure.of(site, scope, t);
          }
        }

        @Override
        public R next() {
          try {
            return result.next();
          } catch (Throwable t) {
            throw UserFailure.of(site, scope, t);
          }
        }
      };
    }
  }
}
