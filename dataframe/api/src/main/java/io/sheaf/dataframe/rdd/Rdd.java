package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddConsumer;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import io.sheaf.dataframe.rdd.lambda.RddPredicate;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.Results;
import io.sheaf.dataframe.rdd.task.Step;
import io.sheaf.dataframe.rdd.task.Steps;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A list whose elements lie in partitions, and which is computed when somebody wants to know
 * something of it: <em>transformations</em> give another rdd at once, <em>actions</em> compute.
 * Immutable and thread-safe.
 *
 * <p>Lambdas run where the data is, in other threads or JVMs. Each gets a copy of all that it
 * captures as that was when the method was called: what the program changes later is not seen
 * there, and what the lambda changes is not seen here. A lambda that cannot be sent fails at once;
 * what a lambda throws comes out of the action as a {@link SheafException} (USER) that names the
 * method and has the program's part of the stack. Elements may be null, and of any class whose
 * objects can be written: records, collections, enums, {@code java.time}, and others with fields of
 * such.
 *
 * <pre>{@code
 * long words = session.textFile("book.txt").flatMap(line -> List.of(line.split(" "))).count();
 * }</pre>
 */
public class Rdd<T> {
  private final Rdds rdds;
  private final Lineage lineage;

  Rdd(Rdds rdds, Lineage lineage) {
    this.rdds = rdds;
    this.lineage = lineage;
  }

  Rdds rdds() {
    return rdds;
  }

  Lineage lineage() {
    return lineage;
  }

  /** How many partitions it has. */
  public int partitions() {
    return lineage.partitions();
  }

  // Transformations: each element by itself.

  /** What a function makes of each element, in the same order and partitions. */
  public <R> Rdd<R> map(RddFunction<? super T, ? extends R> function) {
    CallSite site = CallSite.of("map");
    return narrow(site, new Steps.Mapped<>(site, Closure.frozen(site, function)), false);
  }

  /** The elements that a condition is true of, in the same order and partitions. */
  public Rdd<T> filter(RddPredicate<? super T> condition) {
    CallSite site = CallSite.of("filter");
    Step step = new Steps.Filtered<>(site, Closure.frozen(site, condition));
    return new Rdd<>(rdds, new Lineage.Narrow(lineage, site, step, false, lineage.partitioner()));
  }

  /**
   * All that a function makes of each element, one after another.
   *
   * <pre>{@code
   * lines.flatMap(line -> List.of(line.split(" ")));
   * }</pre>
   */
  public <R> Rdd<R> flatMap(RddFunction<? super T, ? extends Iterable<? extends R>> function) {
    CallSite site = CallSite.of("flatMap");
    return narrow(site, new Steps.FlatMapped<>(site, Closure.frozen(site, function)), false);
  }

  /** What a function makes of each element, as pairs of a key and a value. */
  public <K, V> PairRdd<K, V> mapToPair(RddFunction<? super T, Pair<K, V>> function) {
    CallSite site = CallSite.of("mapToPair");
    Step step = new Steps.Mapped<>(site, Closure.frozen(site, function));
    return new PairRdd<>(rdds, new Lineage.Narrow(lineage, site, step, false, null));
  }

  /** What a function makes of each partition, whose elements it is given in order. */
  public <R> Rdd<R> mapPartitions(RddFunction<Iterator<T>, Iterator<R>> function) {
    CallSite site = CallSite.of("mapPartitions");
    RddFunction<Iterator<T>, Iterator<R>> sent = Closure.frozen(site, function);
    return narrow(
        site,
        new Steps.PartitionMapped<T, R>(site, (partition, elements) -> sent.apply(elements)),
        true);
  }

  /** The same with the number of the partition, from 0. */
  public <R> Rdd<R> mapPartitionsWithIndex(
      RddBiFunction<Integer, Iterator<T>, Iterator<R>> function) {
    CallSite site = CallSite.of("mapPartitionsWithIndex");
    return narrow(site, new Steps.PartitionMapped<>(site, Closure.frozen(site, function)), true);
  }

  <R> Rdd<R> narrow(CallSite site, Step step, boolean ordered) {
    return new Rdd<>(rdds, new Lineage.Narrow(lineage, site, step, ordered, null));
  }

  // Actions.

  /** All elements, partition by partition. They have to fit in this JVM. */
  public List<T> collect() {
    List<T> all = new ArrayList<>();
    this.<T>run(null).forEach(all::addAll);
    return all;
  }

  /** How many elements there are. */
  public long count() {
    return this.<Long>run(new Results.Count()).stream().mapToLong(List::getFirst).sum();
  }

  /** The first elements, of as few partitions as needed. */
  public List<T> take(int most) {
    List<T> taken = new ArrayList<>();
    int next = 0;
    int together = 1;
    while (taken.size() < most && next < partitions()) {
      int end = (int) Math.min(partitions(), (long) next + together);
      int left = most - taken.size();
      this.<T>run(new Results.First(left), IntStream.range(next, end).boxed().toList())
          .forEach(taken::addAll);
      next = end;
      together *= 4;
    }
    return taken.size() > most ? new ArrayList<>(taken.subList(0, most)) : taken;
  }

  /**
   * The first element.
   *
   * @throws NoSuchElementException when there is none
   */
  public T first() {
    List<T> first = take(1);
    if (first.isEmpty()) {
      throw new NoSuchElementException("the rdd is empty");
    }
    return first.getFirst();
  }

  /** Whether there is no element. */
  public boolean isEmpty() {
    return take(1).isEmpty();
  }

  /**
   * What is left when a function makes one element of two until there is one; empty where there was
   * none. It is called with elements in any order, and has to be associative and commutative.
   *
   * <pre>{@code
   * session.parallelize(List.of(1, 2, 3)).reduce(Integer::sum).get(); // 6
   * }</pre>
   */
  public Optional<T> reduce(RddBiFunction<T, T, T> function) {
    CallSite site = CallSite.of("reduce");
    RddBiFunction<T, T, T> sent = Closure.frozen(site, function);
    List<T> parts = new ArrayList<>();
    this.<T>run(new Results.Reduced<>(site, sent)).forEach(parts::addAll);
    return parts.stream().reduce((a, b) -> Results.apply(site, sent, a, b));
  }

  /** Has something done with each element, where it is. */
  public void foreach(RddConsumer<? super T> action) {
    CallSite site = CallSite.of("foreach");
    run(new Results.Each<>(site, Closure.frozen(site, action)));
  }

  /** Has something done with each partition, where it is. */
  public void foreachPartition(RddConsumer<Iterator<T>> action) {
    CallSite site = CallSite.of("foreachPartition");
    run(new Results.EachPartition<>(site, Closure.frozen(site, action)));
  }

  <R> List<List<R>> run(Step last) {
    return run(last, IntStream.range(0, partitions()).boxed().toList());
  }

  /** What a step makes of the wanted partitions. */
  @SuppressWarnings("unchecked") // the step says what comes
  <R> List<List<R>> run(Step last, List<Integer> wanted) {
    return (List<List<R>>) (List<?>) Job.run(rdds.jobs(), lineage, last, wanted);
  }
}
