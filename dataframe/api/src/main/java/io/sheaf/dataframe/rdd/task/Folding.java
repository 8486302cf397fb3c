package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the values of one key, of which one comes after another. */
public sealed interface Folding extends Serializable {
  /**
   * What the first value gives.
   *
   * @param side from which of several rdds the value is
   */
  Object first(TaskScope scope, int side, Object value);

  /** What another value makes of what was there. */
  Object add(TaskScope scope, Object state, int side, Object value);

  /** Values of one class, two of which make another one. */
  record Reducing<V>(CallSite site, RddBiFunction<V, V, V> function) implements Folding {
    @Override
    public Object first(TaskScope scope, int side, Object value) {
      return value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object add(TaskScope scope, Object state, int side, Object value) {
      try {
        return function.apply((V) state, (V) value);
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      }
    }
  }

  /** Values that are taken up by something else. */
  record Combining<V, C>(CallSite site, RddFunction<V, C> create, RddBiFunction<C, V, C> merge)
      implements Folding {
    @Override
    @SuppressWarnings("unchecked")
    public Object first(TaskScope scope, int side, Object value) {
      try {
        return create.apply((V) value);
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object add(TaskScope scope, Object state, int side, Object value) {
      try {
        return merge.apply((C) state, (V) value);
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      }
    }
  }

  /**
   * The same from a value that each key begins with a copy of.
   *
   * @param zero in bytes
   */
  record FromZero<V, C>(CallSite site, byte[] zero, RddBiFunction<C, V, C> merge)
      implements Folding {
    @Override
    public Object first(TaskScope scope, int side, Object value) {
      return add(scope, scope.objects().read(zero, 0, zero.length), side, value);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object add(TaskScope scope, Object state, int side, Object value) {
      try {
        return merge.apply((C) state, (V) value);
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      }
    }
  }

  /** All values: a list of them for each side. */
  record Gathering(int sides) implements Folding {
    @Override
    public Object first(TaskScope scope, int side, Object value) {
      List<List<Object>> lists = new ArrayList<>(sides);
      for (int i = 0; i < sides; i++) {
        lists.add(new ArrayList<>());
      }
      return add(scope, lists, side, value);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object add(TaskScope scope, Object state, int side, Object value) {
      ((List<List<Object>>) state).get(side).add(value);
      return state;
    }
  }
}
