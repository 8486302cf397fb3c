package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.Rdd;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddConsumer;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import io.sheaf.dataframe.rdd.lambda.RddPredicate;
import io.sheaf.dataframe.records.RecordSchema;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Objects that are worked on by lambdas, made of the rows of a frame by {@link DataFrame#as(Class)}
 * or of other datasets. Lazy: only what returns no dataset computes. As long as it is made of rows
 * the query below is optimised as any other; lambdas run where the rows are, in threads or worker
 * JVMs, and behave as those of an {@link Rdd} do. Immutable and thread-safe.
 *
 * <pre>{@code
 * record Order(long id, String customer, double total) {}
 *
 * Dataset<Order> orders = session.table("orders").as(Order.class);
 * orders.filter(orders.col(Order::total).gt(100)) // in columns
 *     .groupByKey(Order::customer)
 *     .reduceGroups((a, b) -> a.total() > b.total() ? a : b)
 *     .collect();
 * }</pre>
 */
public final class Dataset<T> {
  private final Session session;
  private final Rdd<T> objects;

  /** Where the objects come from, as long as no lambda has made them; else null. */
  private final Source<T> source;

  private record Source<T>(DataFrame frame, Class<T> type) {}

  private Dataset(Session session, Rdd<T> objects, Source<T> source) {
    this.session = session;
    this.objects = objects;
    this.source = source;
  }

  static <T> Dataset<T> of(Session session, DataFrame frame, Class<T> type) {
    ZoneId zone = session.conf().settings().zone();
    RecordSchema<T> schema = RecordSchema.of(type);
    schema.reader(frame.schema(), zone); // says what does not fit
    List<Column> read =
        schema.schema().fields().stream().map(field -> frame.col(field.name())).toList();
    boolean dealt = frame.layout().isPresent(); // perhaps by columns that are not read
    DataFrame rows = dealt ? frame : frame.select(read.toArray(Column[]::new));
    return new Dataset<>(session, rows.rdd(type), new Source<>(frame, type));
  }

  static <T> Dataset<T> of(Session session, Rdd<T> objects) {
    return new Dataset<>(session, objects, null);
  }

  private Source<T> source(String method) {
    if (source == null) {
      throw SheafException.user(
          "NO_COLUMNS", method + ": lambdas made these objects, which have no columns any more");
    }
    return source;
  }

  // Columns

  /**
   * The column of a component, which the compiler checks: {@code orders.col(Order::total)}.
   *
   * @throws SheafException (USER) when the objects are no rows any more, or for another lambda
   */
  public Column col(RddFunction<? super T, ?> accessor) {
    Source<T> rows = source("col");
    return rows.frame.col(Accessors.component(rows.type, accessor));
  }

  /** The rows that the objects are made of, which may have more columns. */
  public DataFrame toDF() {
    return source("toDF").frame;
  }

  /**
   * The objects, which are records of a class, as rows; they are made when rows are asked for.
   *
   * @throws SheafException (USER) naming a component that no column can hold
   */
  public DataFrame toDF(Class<T> record) {
    return objects.toDataFrame(record);
  }

  /** As {@link DataFrame#filter(Column)}; no objects are made for it. */
  public Dataset<T> filter(Column condition) {
    Source<T> rows = source("filter");
    return of(session, rows.frame.filter(condition), rows.type);
  }

  /** As {@link DataFrame#orderBy(Column...)}; what follows is computed in one partition. */
  public Dataset<T> orderBy(Column... columns) {
    Source<T> rows = source("orderBy");
    return of(session, rows.frame.orderBy(columns), rows.type);
  }

  /** As {@link DataFrame#limit}. */
  public Dataset<T> limit(long most) {
    Source<T> rows = source("limit");
    return of(session, rows.frame.limit(most), rows.type);
  }

  // Lambdas

  /** The objects that a condition is true of. */
  public Dataset<T> filter(RddPredicate<? super T> condition) {
    return of(session, objects.filter(condition));
  }

  /** What a function makes of each object. */
  public <R> Dataset<R> map(RddFunction<? super T, ? extends R> function) {
    return of(session, objects.map(function));
  }

  /** All that a function makes of each object. */
  public <R> Dataset<R> flatMap(RddFunction<? super T, ? extends Iterable<? extends R>> function) {
    return of(session, objects.flatMap(function));
  }

  /** What a function makes of each partition. */
  public <R> Dataset<R> mapPartitions(RddFunction<Iterator<T>, Iterator<R>> function) {
    return of(session, objects.mapPartitions(function));
  }

  /** The objects in groups of equal keys. */
  public <K> GroupedDataset<K, T> groupByKey(RddFunction<? super T, ? extends K> key) {
    return new GroupedDataset<>(session, objects.keyBy(key));
  }

  /**
   * Pairs of objects of both whose keys are equal.
   *
   * <pre>{@code
   * orders.joinWith(customers, Order::customer, Customer::name)
   * }</pre>
   */
  public <U, K> Dataset<Pair<T, U>> joinWith(
      Dataset<U> other, RddFunction<? super T, K> key, RddFunction<? super U, K> otherKey) {
    return of(session, objects.<K>keyBy(key).join(other.objects.<K>keyBy(otherKey)).values());
  }

  /** As {@link #joinWith}, and objects of this side that have no partner. */
  public <U, K> Dataset<Pair<T, Optional<U>>> leftJoinWith(
      Dataset<U> other, RddFunction<? super T, K> key, RddFunction<? super U, K> otherKey) {
    return of(
        session, objects.<K>keyBy(key).leftOuterJoin(other.objects.<K>keyBy(otherKey)).values());
  }

  /** The objects of both, equal ones as often as they are there. */
  public Dataset<T> union(Dataset<T> other) {
    return of(session, objects.union(other.objects));
  }

  /** The objects as an rdd, in the same partitions. */
  public Rdd<T> rdd() {
    return objects;
  }

  // Answers

  /** All objects. */
  public List<T> collect() {
    return objects.collect();
  }

  /** The number of objects. */
  public long count() {
    return source == null ? objects.count() : source.frame.count();
  }

  /** At most so many objects. */
  public List<T> take(int most) {
    return objects.take(most);
  }

  /** One object, the first where there is an order; empty when there is none. */
  public Optional<T> first() {
    return take(1).stream().findFirst();
  }

  /** One object made by taking two for one until one is left; empty when there is none. */
  public Optional<T> reduce(RddBiFunction<T, T, T> function) {
    return objects.reduce(function);
  }

  /** Gives each object to an action, where the object is. */
  public void foreach(RddConsumer<? super T> action) {
    objects.foreach(action);
  }

  /** Gives the objects of each partition to an action, where they are. */
  public void foreachPartition(RddConsumer<Iterator<T>> action) {
    objects.foreachPartition(action);
  }
}
