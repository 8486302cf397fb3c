package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.Results;
import io.sheaf.dataframe.rdd.task.TaskScope;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A value that lambdas add to where the data is, and that the program reads. What a partition has
 * added counts when an action has succeeded, once, however often the partition was tried; each
 * action that computes it again counts it again, but for elements that are kept: those count when
 * they are first read. Partitions that an action does not read to their end (as {@code take} may
 * leave them) count as far as it knows of them, and nothing counts that {@code toDataFrame} reads.
 * Thread-safe.
 *
 * <pre>{@code
 * Accumulator<Long> bad = session.rdds().longAccumulator();
 * lines.filter(line -> {
 *   if (line.isEmpty()) {
 *     bad.add(1L);
 *   }
 *   return !line.isEmpty();
 * }).count();
 * bad.value();
 * }</pre>
 */
public final class Accumulator<T> implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Map<String, WeakReference<Accumulator<?>>> ALL = new ConcurrentHashMap<>();

  private final String id;
  private final CallSite site;
  private final byte[] zero;
  private final RddBiFunction<T, T, T> merge;
  private final transient Set<String> keptTasks = new HashSet<>();
  private transient T value;

  /**
   * @param id no other one has it
   */
  Accumulator(String id, CallSite site, T zero, RddBiFunction<T, T, T> merge) {
    this.id = id;
    this.site = site;
    this.zero = TaskScope.codec().toBytes(zero);
    this.merge = merge;
    this.value = copyOfZero();
    ALL.values().removeIf(other -> other.get() == null);
    ALL.put(id, new WeakReference<>(this));
  }

  /** Adds to it, in a lambda or in the program itself. */
  public void add(T more) {
    TaskScope scope = TaskScope.current();
    if (scope == null) {
      here().merge(more);
    } else {
      Map<String, Object> added = scope.added();
      synchronized (added) {
        @SuppressWarnings("unchecked") // nobody else adds under this id
        T sum = (T) added.computeIfAbsent(id, unused -> copyOfZero());
        added.put(id, Results.apply(site, merge, sum, more));
      }
    }
  }

  /**
   * What was added by now.
   *
   * @throws SheafException (USER) in a lambda
   */
  public T value() {
    if (TaskScope.current() != null) {
      throw SheafException.user("NOT_HERE", "an accumulator is read by the program, not by tasks");
    }
    return here().present();
  }

  private synchronized T present() {
    return value;
  }

  private synchronized void merge(T more) {
    value = Results.apply(site, merge, value, more);
  }

  @SuppressWarnings("unchecked") // it was one when it was written
  private T copyOfZero() {
    return (T) TaskScope.codec().read(zero, 0, zero.length);
  }

  /** The program's own one, of which lambdas have copies. */
  @SuppressWarnings("unchecked") // those of one id are of one class
  private Accumulator<T> here() {
    WeakReference<Accumulator<?>> known = ALL.get(id);
    Accumulator<?> found = known == null ? null : known.get();
    return found == null ? this : (Accumulator<T>) found;
  }

  /** Takes up what a task of a job that succeeded has added to any of them. */
  static void count(AddedValues added) {
    added
        .sums()
        .forEach(
            (id, sum) -> {
              WeakReference<Accumulator<?>> known = ALL.get(id);
              Accumulator<?> accumulator = known == null ? null : known.get();
              if (accumulator != null) {
                accumulator.count(added, sum);
              }
            });
  }

  @SuppressWarnings("unchecked") // the task's sum is one of its own
  private synchronized void count(AddedValues added, Object sum) {
    if (!added.ofKept() || keptTasks.add(added.task())) {
      merge((T) sum);
    }
  }
}
