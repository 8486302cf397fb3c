package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.arrow.ArrowBatch;
import io.sheaf.columnar.values.Nearest;
import io.sheaf.dataframe.rdd.ColumnCode;
import io.sheaf.dataframe.rdd.Rdd;
import io.sheaf.dataframe.rdd.lambda.RddConsumer;
import io.sheaf.dataframe.rdd.lambda.RddDoubleOperator;
import io.sheaf.dataframe.rdd.lambda.RddDoublePredicate;
import io.sheaf.dataframe.rdd.lambda.RddLongOperator;
import io.sheaf.dataframe.rdd.lambda.RddLongPredicate;
import io.sheaf.dataframe.rdd.task.Readers;
import io.sheaf.dataframe.records.RecordSchema;
import io.sheaf.sql.Statement;
import io.sheaf.sql.frame.Attribute;
import io.sheaf.sql.frame.Expression;
import io.sheaf.sql.frame.Frames;
import io.sheaf.sql.frame.JoinType;
import io.sheaf.sql.frame.Operator;
import io.sheaf.sql.frame.Relation;
import io.sheaf.sql.frame.SetKind;
import java.lang.ref.Reference;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A query that is built call by call. Nothing is read before rows are asked for: then the whole is
 * planned and run as one SQL query would be. Each call checks names and types at once. Columns are
 * found without regard to case, first by their whole name, then by {@code alias.name}. Rows have no
 * order but the one that {@link #orderBy} gives, which {@code select}, {@code filter}, {@code
 * limit} and their like keep. Immutable and thread-safe.
 *
 * <pre>{@code
 * session.read().parquet("trips/*.parquet")
 *     .filter(col("fare").gt(10))
 *     .groupBy("city").agg(count().as("trips"), avg(col("fare")).as("fare"))
 *     .orderBy(desc("trips"))
 *     .show();
 * }</pre>
 */
public final class DataFrame {
  private final Session session;
  private final Relation relation;

  /** How {@link #repartition} and its like have the rows dealt out; null where nobody asked. */
  private final Layout layout;

  DataFrame(Session session, Relation relation) {
    this(session, relation, null);
  }

  private DataFrame(Session session, Relation relation, Layout layout) {
    this.session = session;
    this.relation = relation;
    this.layout = layout;
  }

  Optional<Layout> layout() {
    return Optional.ofNullable(layout);
  }

  private DataFrame with(Layout wanted) {
    return new DataFrame(session, relation, wanted);
  }

  Relation relation() {
    return relation;
  }

  int threads() {
    return session.jobs().parallelism();
  }

  /** The same rows; the columns are the ones that others know by these attributes. */
  DataFrame known(List<Attribute> columns) {
    return new DataFrame(session, Frames.renamed(relation, columns));
  }

  /** A frame made of this one; errors name the method. */
  DataFrame step(String method, Function<Frames, Relation> work) {
    return session.frame(method, work);
  }

  private static List<Expression> expressions(Column... columns) {
    return Arrays.stream(columns).map(Column::expression).toList();
  }

  private static List<Expression> named(String... names) {
    return Arrays.stream(names).map(name -> Functions.col(name).expression()).toList();
  }

  // Columns

  /** Names and types of the columns; nothing is read for it. */
  public Schema schema() {
    return relation.schema();
  }

  /** Names of the columns in order. */
  public List<String> columns() {
    return schema().fields().stream().map(field -> field.name()).toList();
  }

  /**
   * The column of this name of this frame, and not one of the same name of another: {@code
   * left.col("id").equalTo(right.col("id"))}. It stays the same through filters, joins and
   * selections of this frame.
   */
  public Column col(String name) {
    return session.checked(
        "col", frames -> new Column(new Expression.Reference(frames.attribute(relation, name))));
  }

  /** These columns; aggregate functions make one row of all. */
  public DataFrame select(Column... columns) {
    return step("select", frames -> frames.project(relation, expressions(columns)));
  }

  /** The columns of these names. */
  public DataFrame select(String first, String... others) {
    return step("select", frames -> frames.project(relation, joined(first, others)));
  }

  private static List<Expression> joined(String first, String... others) {
    List<Expression> all = new ArrayList<>(named(first));
    all.addAll(named(others));
    return all;
  }

  /** Expressions as SQL writes them: {@code selectExpr("id", "price * 2 AS twice")}. */
  public DataFrame selectExpr(String... expressions) {
    List<Expression> all = new ArrayList<>();
    for (String text : expressions) {
      all.add(text.strip().equals("*") ? new Expression.Star("") : new Expression.Text(text));
    }
    return step("selectExpr", frames -> frames.project(relation, all));
  }

  /** All columns and one more, in the place of one of this name where there is one. */
  public DataFrame withColumn(String name, Column value) {
    return withColumns("withColumn", Map.of(name, value));
  }

  /**
   * As {@link #withColumn} for several, none of which sees another; new ones in the map's order.
   */
  public DataFrame withColumns(Map<String, Column> columns) {
    return withColumns("withColumns", columns);
  }

  private DataFrame withColumns(String method, Map<String, Column> columns) {
    return step(
        method,
        frames -> {
          List<Expression> all = new ArrayList<>();
          relation.output().forEach(a -> all.add(new Expression.Reference(a)));
          columns.forEach(
              (name, value) -> {
                Expression item = new Expression.Alias(value.expression(), name);
                boolean found = false;
                for (int i = 0; i < relation.output().size(); i++) {
                  if (relation.output().get(i).name().equalsIgnoreCase(name)) {
                    all.set(i, item);
                    found = true;
                  }
                }
                if (!found) {
                  all.add(item);
                }
              });
          return frames.project(relation, all);
        });
  }

  /** The same columns, one by another name. */
  public DataFrame withColumnRenamed(String name, String newName) {
    return step(
        "withColumnRenamed",
        frames -> {
          var column = frames.attribute(relation, name);
          return frames.project(
              relation,
              relation.output().stream()
                  .<Expression>map(
                      a -> {
                        Expression one = new Expression.Reference(a);
                        return a.equals(column) ? new Expression.Alias(one, newName) : one;
                      })
                  .toList());
        });
  }

  /** The same columns by other names, one for each. */
  public DataFrame toDF(String... names) {
    return step(
        "toDF",
        frames -> {
          if (names.length != relation.output().size()) {
            throw SheafException.user(
                "COLUMN_COUNT",
                "There are "
                    + relation.output().size()
                    + " columns and "
                    + names.length
                    + " names");
          }
          List<Expression> all = new ArrayList<>();
          for (int i = 0; i < names.length; i++) {
            Expression column = new Expression.Reference(relation.output().get(i));
            all.add(new Expression.Alias(column, names[i]));
          }
          return frames.project(relation, all);
        });
  }

  /** All columns but these; an unknown name is an error. */
  public DataFrame drop(String... names) {
    return step(
        "drop",
        frames -> {
          List<Attribute> left = new ArrayList<>(relation.output());
          for (String name : names) {
            frames.attribute(relation, name);
            left.removeAll(frames.find(relation, name));
          }
          return frames.project(
              relation, left.stream().<Expression>map(Expression.Reference::new).toList());
        });
  }

  /** The same rows by an alias, which tells the two sides of a self-join apart. */
  public DataFrame as(String name) {
    return step("as", frames -> frames.alias(relation, name));
  }

  /**
   * The rows as records of a class, which has a component for each column that it reads, by name.
   *
   * <pre>{@code
   * record Order(long id, String customer, double total) {}
   *
   * Dataset<Order> orders = session.read().parquet("orders").as(Order.class);
   * }</pre>
   *
   * @throws SheafException (USER) naming the component that has no column, or one of another type
   */
  public <T> Dataset<T> as(Class<T> type) {
    return Dataset.of(session, this, type);
  }

  /** As {@link #as(String)}. */
  public DataFrame alias(String name) {
    return as(name);
  }

  // Rows

  /** The rows for which the condition is true, and not NULL. */
  public DataFrame filter(Column condition) {
    return filter("filter", condition);
  }

  /** As {@link #filter(Column)} with a condition as SQL writes it. */
  public DataFrame filter(String condition) {
    return filter(Functions.expr(condition));
  }

  /** As {@link #filter(Column)}. */
  public DataFrame where(Column condition) {
    return filter("where", condition);
  }

  private DataFrame filter(String method, Column condition) {
    return step(method, frames -> frames.filter(relation, condition.expression())).with(layout);
  }

  /** As {@link #filter(String)}. */
  public DataFrame where(String condition) {
    return where(Functions.expr(condition));
  }

  /** At most so many rows: the first ones where there is an order. */
  public DataFrame limit(long rows) {
    return step("limit", frames -> frames.slice(relation, 0, Optional.of(rows)));
  }

  /** The rows behind the first ones. */
  public DataFrame offset(long rows) {
    return step("offset", frames -> frames.slice(relation, rows, Optional.empty()));
  }

  /** Each different row once, NULLs being equal. */
  public DataFrame distinct() {
    return step("distinct", frames -> frames.distinct(relation));
  }

  /** As {@link #distinct}. */
  public DataFrame dropDuplicates() {
    return distinct();
  }

  /** One row, any, of those that are equal in these columns, NULLs being equal. */
  public DataFrame dropDuplicates(String first, String... others) {
    return step(
        "dropDuplicates",
        frames -> {
          Expression number =
              new Expression.Over(
                  new Expression.Call("ROW_NUMBER"),
                  joined(first, others),
                  joined(first, others),
                  Optional.empty());
          String name = "number of duplicate";
          List<Expression> all = new ArrayList<>(named("*"));
          all.add(new Expression.Alias(number, name));
          Relation numbered = frames.project(relation, all);
          Expression one =
              new Expression.Operation(
                  Operator.EQUAL, new Expression.Name(name), new Expression.Literal(1));
          return frames.project(
              frames.filter(numbered, one),
              relation.output().stream().<Expression>map(Expression.Reference::new).toList());
        });
  }

  /** The rows in this order; ascending where a column does not say otherwise, NULLs last. */
  public DataFrame orderBy(Column... columns) {
    return step("orderBy", frames -> frames.sort(relation, expressions(columns)));
  }

  /** As {@link #orderBy(Column...)} with columns by their names, ascending. */
  public DataFrame orderBy(String first, String... others) {
    return step("orderBy", frames -> frames.sort(relation, joined(first, others)));
  }

  /** As {@link #orderBy(Column...)}. */
  public DataFrame sort(Column... columns) {
    return step("sort", frames -> frames.sort(relation, expressions(columns)));
  }

  /** As {@link #orderBy(String, String...)}. */
  public DataFrame sort(String first, String... others) {
    return step("sort", frames -> frames.sort(relation, joined(first, others)));
  }

  // Partitions

  /**
   * The rows dealt out evenly to so many partitions wherever lambdas see them: in {@link #rdd},
   * {@link #as(Class)} and {@link #foreachPartition}. A filter keeps that, all other methods give
   * frames that are dealt out as if this had not been called: how queries themselves are spread is
   * the engine's choice.
   *
   * <pre>{@code
   * trips.repartition(4).rdd().partitions() // 4
   * }</pre>
   */
  public DataFrame repartition(int partitions) {
    return with(Layout.even(partitions));
  }

  /**
   * As {@link #repartition(int)}, and rows with equal values in these columns share a partition.
   *
   * <pre>{@code
   * trips.repartition(8, col("city")).foreachPartition(rows -> send(rows));
   * }</pre>
   */
  public DataFrame repartition(int partitions, Column... keys) {
    step("repartition", frames -> frames.project(relation, expressions(keys)));
    return with(new Layout(partitions, Layout.Kind.HASH, List.of(keys), List.of()));
  }

  /** As {@link #repartition(int, Column...)} with as many partitions as there are threads. */
  public DataFrame repartition(Column first, Column... others) {
    List<Column> keys = new ArrayList<>(List.of(first));
    keys.addAll(Arrays.asList(others));
    return repartition(threads(), keys.toArray(Column[]::new));
  }

  /**
   * As {@link #repartition(int)}, and the rows of each partition come before those of the next one
   * in the order of these columns; equal ones share a partition. For that all rows are sorted.
   */
  public DataFrame repartitionByRange(int partitions, Column first, Column... others) {
    List<Column> keys = new ArrayList<>(List.of(first));
    keys.addAll(Arrays.asList(others));
    checkOrder("repartitionByRange", keys);
    return with(new Layout(partitions, Layout.Kind.RANGE, keys, List.of()));
  }

  /** As {@link #repartition(int)} where there are more partitions; else the frame as it is. */
  public DataFrame coalesce(int partitions) {
    Layout fewer = layout == null ? Layout.even(partitions) : layout.in(partitions);
    return partitions < rdd().partitions() ? with(fewer) : this;
  }

  /**
   * The rows in this order in each partition, the partitions being those of {@link #repartition} or
   * as many as there are threads.
   *
   * <pre>{@code
   * trips.repartition(8, col("car")).sortWithinPartitions(col("car"), col("at")).as(Trip.class)
   * }</pre>
   */
  public DataFrame sortWithinPartitions(Column first, Column... others) {
    List<Column> keys = new ArrayList<>(List.of(first));
    keys.addAll(Arrays.asList(others));
    checkOrder("sortWithinPartitions", keys);
    Layout dealt = layout == null ? Layout.even(threads()) : layout;
    return with(dealt.ordered(keys));
  }

  /** As {@link #sortWithinPartitions(Column, Column...)} with columns by their names. */
  public DataFrame sortWithinPartitions(String first, String... others) {
    Column[] rest = Arrays.stream(others).map(Functions::col).toArray(Column[]::new);
    return sortWithinPartitions(Functions.col(first), rest);
  }

  private void checkOrder(String method, List<Column> keys) {
    step(method, frames -> frames.sort(relation, expressions(keys.toArray(Column[]::new))));
  }

  /**
   * Takes a hint for the optimiser as programs for other engines give it: {@code broadcast}, {@code
   * merge}, {@code shuffle_hash} and {@code shuffle_replicate_nl} change nothing, as joins are
   * chosen by the sizes that are measured while a query runs; {@code repartition}, {@code
   * repartition_by_range} and {@code coalesce} are the methods of these names.
   *
   * @param parameters of the methods: a number, then names of columns
   * @throws SheafException (USER) for an unknown hint
   */
  public DataFrame hint(String name, Object... parameters) {
    return Hints.of(this, name, parameters);
  }

  /**
   * The rows as they are now, which are written to a new folder as Parquet and read from there from
   * now on, whatever becomes of what they were made of. They have no order.
   *
   * @param folder one that all workers reach; it stays when the session ends
   */
  public DataFrame checkpoint(String folder) {
    write().parquet(folder);
    return session.read().parquet(folder);
  }

  /**
   * The rows as they are now, which are kept in the session's memory as those of {@link
   * Session#createDataFrame} are.
   */
  public DataFrame localCheckpoint() {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < columns().size(); i++) {
      places.add("c" + i);
    }
    String table = session.hiddenTables().name("checkpoint");
    toDF(places.toArray(String[]::new)).write().saveAsTable(table);
    return session.hidden("localCheckpoint", table).toDF(columns().toArray(String[]::new));
  }

  // Groups

  /** Groups of rows whose keys are equal; without keys all rows are one group. */
  public GroupedData groupBy(Column... keys) {
    return new GroupedData(this, List.of(keys));
  }

  /** As {@link #groupBy(Column...)} with columns by their names. */
  public GroupedData groupBy(String first, String... others) {
    return groupBy(columns(first, others));
  }

  /**
   * Groups by all keys, by all but the last one, and so on to one group of all rows, which is there
   * also when there are no rows. Keys that were left out are NULL; {@link Functions#grouping} tells
   * them from NULLs of the data.
   *
   * <pre>{@code
   * trips.rollup("country", "city").agg(sum("fare")) // each city, each country, all
   * }</pre>
   */
  public GroupedData rollup(Column... keys) {
    return new GroupedData(this, List.of(keys), GroupingSets.rollup(keys.length));
  }

  /** As {@link #rollup(Column...)} with columns by their names. */
  public GroupedData rollup(String first, String... others) {
    return rollup(columns(first, others));
  }

  /** As {@link #rollup(Column...)} for every choice of keys, of which there are at most 10. */
  public GroupedData cube(Column... keys) {
    return new GroupedData(this, List.of(keys), GroupingSets.cube(keys.length));
  }

  /** As {@link #cube(Column...)} with columns by their names. */
  public GroupedData cube(String first, String... others) {
    return cube(columns(first, others));
  }

  /**
   * As {@link #rollup(Column...)} for these choices of keys; an empty one makes one group of all.
   *
   * <pre>{@code
   * trips.groupingSets(List.of(List.of("city"), List.of("day"), List.of())).count()
   * }</pre>
   */
  public GroupedData groupingSets(List<List<String>> sets) {
    List<String> keys = new ArrayList<>();
    List<List<Integer>> places = GroupingSets.places(sets, keys);
    return new GroupedData(this, keys.stream().map(Functions::col).toList(), places);
  }

  private static Column[] columns(String first, String... others) {
    List<Column> columns = new ArrayList<>(List.of(Functions.col(first)));
    Arrays.stream(others).map(Functions::col).forEach(columns::add);
    return columns.toArray(Column[]::new);
  }

  /** One row of aggregate functions over all rows, also when there is none. */
  public DataFrame agg(Column first, Column... others) {
    return groupBy().agg(first, others);
  }

  /**
   * A row for each of some columns: the {@code ids} stay, and the name of the column and its value
   * come behind them.
   *
   * <pre>{@code
   * sales.unpivot(List.of("shop"), List.of("mon", "tue"), "day", "sold") // shop, day, sold
   * }</pre>
   */
  public DataFrame unpivot(
      List<String> ids, List<String> columns, String nameColumn, String valueColumn) {
    if (columns.isEmpty()) {
      throw SheafException.user("BAD_ARGUMENT", "unpivot: there is no column to make rows of");
    }
    DataFrame rows = null;
    for (String column : columns) {
      List<Column> selected = new ArrayList<>(ids.stream().map(this::col).toList());
      Column value = col(column);
      selected.add(Functions.lit(column).cast("varchar").as(nameColumn));
      selected.add(value.as(valueColumn));
      DataFrame part = select(selected.toArray(Column[]::new));
      rows = rows == null ? part : rows.union(part);
    }
    return rows;
  }

  // Parts

  /** As {@link #sample(double, long)} with a seed of its own. */
  public DataFrame sample(double fraction) {
    return sample(fraction, java.util.concurrent.ThreadLocalRandom.current().nextLong());
  }

  /**
   * About this part of the rows, each taken or not at random. The same seed takes the same of the
   * same rows, wherever they are computed; for that rows are grouped by all their values. Samples
   * of samples are independent of each other, whatever their seeds: how many samples and splits a
   * frame was made by is mixed into the seed.
   *
   * @param fraction from 0 to 1
   */
  public DataFrame sample(double fraction, long seed) {
    return Samples.sample(this, fraction, seed);
  }

  /** As {@link #randomSplit(double[], long)} with a seed of its own. */
  public List<DataFrame> randomSplit(double... weights) {
    return randomSplit(weights, java.util.concurrent.ThreadLocalRandom.current().nextLong());
  }

  /**
   * The rows at random in parts whose sizes are about as the weights are; each row is in one.
   *
   * <pre>{@code
   * List<DataFrame> parts = trips.randomSplit(new double[] {8, 2}, 42); // to train and to test
   * }</pre>
   */
  public List<DataFrame> randomSplit(double[] weights, long seed) {
    return Samples.split(this, weights, seed);
  }

  /** All columns, each as this one and no other of its name. */
  List<Column> attributes() {
    return relation.output().stream().map(a -> new Column(new Expression.Reference(a))).toList();
  }

  // Several frames

  /** Each row with each of the other side. */
  public DataFrame crossJoin(DataFrame right) {
    return step(
        "crossJoin",
        frames -> frames.join(relation, right.relation, JoinType.CROSS, Optional.empty()));
  }

  /** Rows with equal values in a column of both sides, which the result has once. */
  public DataFrame join(DataFrame right, String using) {
    return join(right, List.of(using), "inner");
  }

  /**
   * Rows with equal values in columns of both sides, which the result has once and first.
   *
   * @param type as in {@link #join(DataFrame, Column, String)}
   */
  public DataFrame join(DataFrame right, List<String> using, String type) {
    return step(
        "join", frames -> frames.joinUsing(relation, right.relation, joinType(type), using));
  }

  /** Pairs of rows for which the condition is true. */
  public DataFrame join(DataFrame right, Column on) {
    return join(right, on, "inner");
  }

  /**
   * Pairs of rows for which the condition is true.
   *
   * @param type {@code inner}; {@code left}, {@code right} or {@code full}: also rows without a
   *     partner, with NULLs; {@code semi}: rows of this side that have a partner; {@code anti}:
   *     those that have none; {@code cross}
   */
  public DataFrame join(DataFrame right, Column on, String type) {
    return step(
        "join",
        frames ->
            frames.join(relation, right.relation, joinType(type), Optional.of(on.expression())));
  }

  /**
   * Each row with the last row of the other side that is not later, or with NULLs: the one with the
   * greatest time up to the row's own, among those that have equal values in some columns of both.
   *
   * <pre>{@code
   * trades.asofJoin(quotes, trades.col("at"), quotes.col("at"), List.of("symbol"))
   * }</pre>
   *
   * Of several rows with that time one is taken. A row whose own time is NULL has no such row. Both
   * sides are sorted by these columns and time, and each row meets one other at most. The result
   * has the columns of this side, then those of the other one that are not in {@code using}.
   */
  public DataFrame asofJoin(DataFrame right, Column time, Column rightTime, List<String> using) {
    return AsofJoin.of(this, right, time, rightTime, using);
  }

  private static JoinType joinType(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "")) {
      case "inner" -> JoinType.INNER;
      case "left", "leftouter" -> JoinType.LEFT;
      case "right", "rightouter" -> JoinType.RIGHT;
      case "full", "outer", "fullouter" -> JoinType.FULL;
      case "semi", "leftsemi" -> JoinType.SEMI;
      case "anti", "leftanti" -> JoinType.ANTI;
      case "cross" -> JoinType.CROSS;
      default ->
          throw SheafException.user(
              "BAD_ARGUMENT",
              "There is no join \""
                  + name
                  + "\"; there are inner, left, right, full, semi, anti and cross");
    };
  }

  /** The rows of both, equal ones as often as they are there; columns are matched by place. */
  public DataFrame union(DataFrame other) {
    return set("union", other, SetKind.UNION_ALL);
  }

  /** As {@link #union}; columns are matched by name. */
  public DataFrame unionByName(DataFrame other) {
    return unionByName(other, false);
  }

  /**
   * As {@link #unionByName(DataFrame)}.
   *
   * @param mayMiss whether columns that one side alone has are NULL in the rows of the other one,
   *     those of the other side coming last; else they are an error
   */
  public DataFrame unionByName(DataFrame other, boolean mayMiss) {
    if (mayMiss) {
      return withMissing(other).unionByName(other.withMissing(this), false);
    }
    return step(
        "unionByName",
        frames -> {
          List<Expression> columns = new ArrayList<>();
          for (var column : relation.output()) {
            columns.add(new Expression.Reference(frames.attribute(other.relation, column.name())));
          }
          for (var column : other.relation.output()) {
            frames.attribute(relation, column.name());
          }
          Relation right = frames.project(other.relation, columns);
          return frames.setOperation(relation, right, SetKind.UNION_ALL);
        });
  }

  /** With NULLs in the columns that another frame alone has. */
  private DataFrame withMissing(DataFrame other) {
    Map<String, Column> missing = new LinkedHashMap<>();
    for (Field field : other.schema().fields()) {
      if (columns().stream().noneMatch(field.name()::equalsIgnoreCase)) {
        missing.put(field.name(), Functions.lit(null).cast(field.type()));
      }
    }
    return missing.isEmpty() ? this : withColumns("unionByName", missing);
  }

  /** Each different row that is in both. */
  public DataFrame intersect(DataFrame other) {
    return set("intersect", other, SetKind.INTERSECT);
  }

  /** Rows that are in both, as often as in the one that has fewer. */
  public DataFrame intersectAll(DataFrame other) {
    return set("intersectAll", other, SetKind.INTERSECT_ALL);
  }

  /** Each different row that is not in the other. */
  public DataFrame except(DataFrame other) {
    return set("except", other, SetKind.EXCEPT);
  }

  /** The rows without those of the other, of which each takes one away. */
  public DataFrame exceptAll(DataFrame other) {
    return set("exceptAll", other, SetKind.EXCEPT_ALL);
  }

  private DataFrame set(String method, DataFrame other, SetKind kind) {
    return step(method, frames -> frames.setOperation(relation, other.relation, kind));
  }

  /**
   * The only value of this frame, to be used in an expression of another; NULL when there is no
   * row, an error when there are several.
   *
   * <pre>{@code
   * parts.filter(col("price").gt(parts.agg(avg(col("price"))).scalar()))
   * }</pre>
   */
  public Column scalar() {
    return new Column(new Expression.Scalar(relation));
  }

  // Answers

  /**
   * Number of values, mean, standard deviation, least and greatest value of columns, a row each, as
   * text; of all columns of numbers and texts when none is named.
   */
  public DataFrame describe(String... columns) {
    return Description.of(this, columns);
  }

  /**
   * As {@link #describe} with statistics of one's own choice, all columns of numbers and texts:
   * {@code count}, {@code mean}, {@code stddev}, {@code min}, {@code max} and percentiles of
   * numbers as {@code 75%}, which are exact; without any {@code count, mean, stddev, min, 25%, 50%,
   * 75%, max}.
   *
   * <pre>{@code
   * trips.select("fare").summary("count", "50%", "99.9%").show();
   * }</pre>
   */
  public DataFrame summary(String... statistics) {
    return Description.summary(this, statistics);
  }

  /** Statistics of columns: correlation, quantiles, how often values are there. */
  public FrameStatistics stat() {
    return new FrameStatistics(this);
  }

  /** What to do with NULLs. */
  public MissingValues na() {
    return new MissingValues(this);
  }

  /** Writes the rows to files or tables. */
  public DataFrameWriter write() {
    return new DataFrameWriter(session, relation);
  }

  /**
   * Names the query as a view of the session, for SQL and {@link Session#table}.
   *
   * @throws SheafException (USER) when the name is taken, or two columns have one name
   */
  public void createTempView(String name) {
    createView("createTempView", name, false);
  }

  /** As {@link #createTempView}, in the place of a view of that name. */
  public void createOrReplaceTempView(String name) {
    createView("createOrReplaceTempView", name, true);
  }

  private void createView(String method, String name, boolean orReplace) {
    String sql = session.checked(method, frames -> Frames.viewText(relation));
    session.hiddenTables().keepNamedBy(sql);
    session.run(new Statement.CreateView(name, orReplace, List.of(), sql));
    Reference.reachabilityFence(relation);
  }

  /**
   * Keeps the rows in memory, and on disk what does not fit there, once they were read: all frames
   * that are made of this one read them there, until {@link #unpersist}. Rows are made anew when a
   * table or file changes that they come from.
   *
   * @return this frame
   */
  public DataFrame cache() {
    return persist("MEMORY_AND_DISK");
  }

  /**
   * As {@link #cache} at a level: {@code MEMORY_ONLY}, {@code MEMORY_AND_DISK}, {@code DISK_ONLY}.
   */
  public DataFrame persist(String level) {
    session.frameCache().add(relation, level);
    return this;
  }

  /**
   * Keeps the rows no more.
   *
   * @return this frame
   */
  public DataFrame unpersist() {
    session.frameCache().remove(relation);
    return this;
  }

  /**
   * The rows as an rdd, for lambdas. Each action on it runs the query. A frame that is ordered is
   * one partition, in this order; any other one has as many as there are threads, in no order.
   */
  public Rdd<Row> rdd() {
    RowObjects reader = new RowObjects(session.conf().settings().zone().getId());
    return FrameRdds.of(session, this, reader);
  }

  /**
   * The rows as records, each component of which is the column of its name.
   *
   * <pre>{@code
   * session.table("orders").rdd(Order.class).filter(order -> order.total() > 10).count();
   * }</pre>
   *
   * @throws SheafException (USER) when a component has no column, or one of another type
   */
  public <T> Rdd<T> rdd(Class<T> type) {
    ZoneId zone = session.conf().settings().zone();
    RecordSchema.of(type).reader(schema(), zone);
    return FrameRdds.of(session, this, new Readers.Records<>(type, zone.getId()));
  }

  /**
   * The rows whose integer in a column a lambda wants; those with NULL are not wanted. It is given
   * the numbers as they lie in the column, after the rows were dealt out. The rows have no order.
   *
   * <pre>{@code
   * orders.filterLong("id", id -> Long.bitCount(id) > 3).count();
   * }</pre>
   */
  public DataFrame filterLong(String column, RddLongPredicate wanted) {
    int index = numeric("filterLong", column, DataType::isInteger);
    return FrameRdds.through(session, this, "filterLong", ColumnCode.filterLong(index, wanted));
  }

  /** The same of a column of floating point numbers. */
  public DataFrame filterDouble(String column, RddDoublePredicate wanted) {
    int index = numeric("filterDouble", column, DataType::isFloating);
    return FrameRdds.through(session, this, "filterDouble", ColumnCode.filterDouble(index, wanted));
  }

  /**
   * All columns and one more, in the place of one of this name where there is one: the whole number
   * that a lambda makes of each of a column, which it is given as it lies there. NULL stays NULL.
   * The rows have no order.
   *
   * <pre>{@code
   * orders.mapLong("bits", "id", Long::bitCount).agg(max("bits"));
   * }</pre>
   *
   * @param column of whole numbers
   */
  public DataFrame mapLong(String name, String column, RddLongOperator function) {
    int index = numeric("mapLong", column, DataType::isInteger);
    return FrameRdds.mapped(session, this, ColumnCode.mapLong(index, name, function));
  }

  /**
   * As {@link #mapLong} with floating point numbers.
   *
   * <pre>{@code
   * trips.mapDouble("score", "fare", model::score).orderBy(desc("score"));
   * }</pre>
   *
   * @param column of whole or floating point numbers
   */
  public DataFrame mapDouble(String name, String column, RddDoubleOperator function) {
    int index = numeric("mapDouble", column, type -> type.isInteger() || type.isFloating());
    return FrameRdds.mapped(session, this, ColumnCode.mapDouble(index, name, function));
  }

  private int numeric(String method, String column, Predicate<DataType> fits) {
    int index = schema().indexOf(column);
    if (index < 0) {
      throw SheafException.user(
          "NO_SUCH_COLUMN",
          method + ": there is no column '" + column + "'" + Nearest.hint(column, columns()));
    }
    DataType type = schema().type(index);
    if (!fits.test(type)) {
      throw SheafException.user(
          "TYPE_MISMATCH", method + ": column '" + column + "' is " + type.sql());
    }
    return index;
  }

  /** Runs the query; its rows are fetched from the result, which has to be closed. */
  public Result execute() {
    try {
      return session.run(new Statement.Query(session.parsed(relation)));
    } finally {
      Reference.reachabilityFence(relation); // tables that it alone reads are there till here
    }
  }

  /** All rows. */
  public List<Row> collect() {
    try (Result result = execute()) {
      return result.rows();
    }
  }

  /** The number of rows. */
  public long count() {
    return (Long) groupBy().count().collect().getFirst().get(0);
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return take(1).isEmpty();
  }

  /** At most so many rows. */
  public List<Row> take(int rows) {
    return limit(rows).collect();
  }

  /** As {@link #take}. */
  public List<Row> head(int rows) {
    return take(rows);
  }

  /** The last rows, in their order. */
  public List<Row> tail(int rows) {
    ArrayDeque<Row> last = new ArrayDeque<>();
    try (RowIterator all = toLocalIterator()) {
      while (all.hasNext()) {
        last.add(all.next());
        if (last.size() > rows) {
          last.remove();
        }
      }
    }
    return List.copyOf(last);
  }

  /** The rows one after the other, in little memory; the iterator has to be closed. */
  public RowIterator toLocalIterator() {
    return new RowIterator(execute());
  }

  /** The rows as a stream, in little memory; it has to be closed. */
  public Stream<Row> stream() {
    return toLocalIterator().stream();
  }

  /** Gives each row to an action of this JVM, in order, on the calling thread. */
  public void foreach(Consumer<? super Row> action) {
    try (RowIterator rows = toLocalIterator()) {
      rows.forEachRemaining(action);
    }
  }

  /**
   * Gives the rows of each partition to an action, where they are: in the threads of this JVM or in
   * worker JVMs, which get a copy of what the lambda captures.
   *
   * <pre>{@code
   * trips.repartition(8).foreachPartition(rows -> {
   *   try (Sender sender = Sender.open()) {
   *     rows.forEachRemaining(row -> sender.send(row.toString()));
   *   }
   * });
   * }</pre>
   */
  public void foreachPartition(RddConsumer<Iterator<Row>> action) {
    rdd().foreachPartition(action);
  }

  /**
   * All rows in Arrow memory, as batches that the caller owns and closes.
   *
   * @param allocator where the memory comes from
   */
  public List<ArrowBatch> collectAsArrow(BufferAllocator allocator) {
    List<ArrowBatch> batches = new ArrayList<>();
    try (Result result = execute()) {
      for (ArrowBatch b = result.nextArrow(allocator); b != null; b = result.nextArrow(allocator)) {
        batches.add(b);
      }
      return batches;
    } catch (RuntimeException | Error e) {
      batches.forEach(ArrowBatch::close);
      throw e;
    }
  }

  /** Prints the first 20 rows, long values cut, to the standard output. */
  public void show() {
    show(20);
  }

  /** Prints the first rows, long values cut, to the standard output. */
  public void show(int rows) {
    System.out.print(showString(rows, 20));
  }

  /**
   * The first rows drawn as a table.
   *
   * @param most how many characters of a value are shown; 0 for all
   */
  public String showString(int rows, int most) {
    return TextTable.of(columns(), take(rows), most);
  }

  /** Prints names and types of the columns to the standard output. */
  public void printSchema() {
    schema().fields().forEach(System.out::println);
  }

  /** The first row; empty when there is none. */
  public Optional<Row> first() {
    return take(1).stream().findFirst();
  }

  /** The plan for the engine, as EXPLAIN prints it. */
  public String explain() {
    return explain("physical");
  }

  /**
   * What EXPLAIN prints in a mode: {@code parsed}, {@code logical}, {@code optimized}, {@code
   * physical}, {@code rdd}, {@code stages} or {@code codegen}; {@code analyze} runs the query and
   * tells what it did.
   */
  public String explain(String mode) {
    boolean analyze = mode.equalsIgnoreCase("analyze");
    Statement.ExplainMode shown =
        Arrays.stream(Statement.ExplainMode.values())
            .filter(m -> m.name().equalsIgnoreCase(analyze ? "physical" : mode))
            .findFirst()
            .orElseThrow(
                () -> SheafException.user("BAD_ARGUMENT", "EXPLAIN has no mode \"" + mode + "\""));
    Statement query = new Statement.Query(session.parsed(relation));
    List<String> lines = new ArrayList<>();
    try (Result result = session.run(new Statement.Explain(analyze, shown, query))) {
      result.rows().forEach(row -> lines.add((String) row.get(0)));
    }
    Reference.reachabilityFence(relation);
    return String.join("\n", lines);
  }

  @Override
  public String toString() {
    return schema().toString();
  }
}
