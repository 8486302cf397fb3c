package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.memory.MemoryTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The narrow waist: what planning hands to execution. Immutable, valid once constructed,
 * comparable, printable and sendable. {@link Estimate}s ride along on the nodes where they matter.
 */
public sealed interface PhysicalPlan {
  Schema schema();

  List<PhysicalPlan> inputs();

  /** What planning expects of the output. */
  Estimate estimate();

  /**
   * Reads a table.
   *
   * @param columns indexes into {@code tableSchema}, in output order
   * @param predicate what the reader may prune by (columns of {@code tableSchema}); a consequence
   *     of {@code filter}
   * @param filter exact condition over the output columns, or null
   * @param limit at most so many rows are needed (any of them); {@link Long#MAX_VALUE} for all
   */
  record Scan(
      TableRef table,
      Schema tableSchema,
      List<Integer> columns,
      ScanPredicate predicate,
      Expr filter,
      long limit,
      Estimate estimate)
      implements PhysicalPlan {
    public Scan {
      columns = List.copyOf(columns);
      for (int column : columns) {
        Objects.checkIndex(column, tableSchema.size());
      }
    }

    @Override
    public Schema schema() {
      return tableSchema.select(columns);
    }

    /** Whether only the JVM that started the query can read the table. */
    public boolean isLocal() {
      return table.connector().equals(MemoryTable.CONNECTOR) || isCached();
    }

    /** Whether it reads rows that were kept, and not the table itself. */
    public boolean isCached() {
      return table.connector().equals(TableRef.CACHED);
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of();
    }
  }

  /** Constant rows; a row per list, a literal per field. */
  record Values(Schema schema, List<List<Expr.Literal>> rows) implements PhysicalPlan {
    public Values {
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Expr.Literal> row : rows) {
        if (row.size() != schema.size()) {
          throw new IllegalArgumentException("row of " + row.size() + " for " + schema);
        }
      }
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of();
    }

    @Override
    public Estimate estimate() {
      return new Estimate(rows.size(), rows.size() * 16.0 * schema.size());
    }
  }

  record Filter(PhysicalPlan input, Expr condition, Estimate estimate) implements PhysicalPlan {
    public Filter {
      requireBoolean(condition);
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }
  }

  /** Computes one expression a field. */
  record Project(PhysicalPlan input, List<Expr> exprs, Schema schema) implements PhysicalPlan {
    public Project {
      exprs = List.copyOf(exprs);
      if (exprs.size() != schema.size()) {
        throw new IllegalArgumentException(exprs.size() + " expressions for " + schema);
      }
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return input.estimate();
    }
  }

  /** How much of an aggregation a node does. */
  enum AggregateStep {
    /** Rows in, results out. */
    SINGLE,
    /**
     * Rows in, states out: group columns, then for each call its {@link AggregateStates#columns}.
     */
    PARTIAL,
    /** States in, results out; {@code args} of each call hold the first state column. */
    FINAL
  }

  /**
   * Groups by columns; without groups there is exactly one output row.
   *
   * @param groups input columns
   * @param names of the output fields: groups, then calls
   */
  record Aggregate(
      PhysicalPlan input,
      AggregateStep step,
      List<Integer> groups,
      List<AggregateCall> calls,
      Schema schema,
      Estimate estimate)
      implements PhysicalPlan {
    public Aggregate {
      groups = List.copyOf(groups);
      calls = List.copyOf(calls);
      for (int group : groups) {
        Objects.checkIndex(group, input.schema().size());
      }
    }

    /** Whether the result may be another one where the same rows come in another way. */
    public boolean dependsOnOrder() {
      return calls.stream().anyMatch(call -> call.dependsOnOrder(input.schema()));
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Equality join; the right input is built, the left probes. Output: left columns, then right
   * ones, then the mark, as {@link JoinKind} says.
   *
   * @param leftKeys,rightKeys columns of the inputs, pairwise of one type
   * @param nullEqual per key whether NULL matches NULL (IS NOT DISTINCT FROM)
   * @param residual further condition over left then right columns that makes a match, or null
   * @param nullAware NOT IN semantics for ANTI and MARK with one key: a NULL on either side makes
   *     the comparison unknown
   */
  record HashJoin(
      JoinKind kind,
      PhysicalPlan left,
      PhysicalPlan right,
      Keys keys,
      Expr residual,
      boolean nullAware,
      Schema schema,
      Estimate estimate)
      implements PhysicalPlan {
    public HashJoin {
      if (nullAware && kind != JoinKind.ANTI && kind != JoinKind.MARK) {
        throw new IllegalArgumentException("null-aware " + kind);
      }
      if (residual != null) {
        requireBoolean(residual);
      }
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(left, right);
    }
  }

  /** The equalities of a {@link HashJoin}; at least one. */
  record Keys(List<Integer> left, List<Integer> right, List<Boolean> nullEqual) {
    public Keys {
      left = List.copyOf(left);
      right = List.copyOf(right);
      nullEqual = List.copyOf(nullEqual);
      if (left.isEmpty() || left.size() != right.size() || left.size() != nullEqual.size()) {
        throw new IllegalArgumentException("keys " + left + " and " + right);
      }
    }
  }

  /** Join by any condition (null for a cross product), the right input materialised. */
  record NestedLoopJoin(
      JoinKind kind,
      PhysicalPlan left,
      PhysicalPlan right,
      Expr condition,
      Schema schema,
      Estimate estimate)
      implements PhysicalPlan {
    public NestedLoopJoin {
      if (condition != null) {
        requireBoolean(condition);
      }
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(left, right);
    }
  }

  record Sort(PhysicalPlan input, List<SortKey> keys) implements PhysicalPlan {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return input.estimate();
    }
  }

  /** The rows {@code [offset, offset + count)} of the sorted input. */
  record TopN(PhysicalPlan input, List<SortKey> keys, long offset, long count)
      implements PhysicalPlan {
    /**
     * Offset plus count that are worth keeping in memory; beyond it sorting and limiting is better.
     */
    public static final long MAXIMUM_ROWS = 100_000;

    public TopN {
      keys = List.copyOf(keys);
      if (keys.isEmpty() || offset < 0 || count < 0 || !isWorthIt(offset, count)) {
        throw new IllegalArgumentException("top " + count + " after " + offset + " by " + keys);
      }
    }

    /** The first rows of an order: as a top-N where they are few, else sorted and limited. */
    public static PhysicalPlan of(PhysicalPlan input, List<SortKey> keys, long offset, long count) {
      return isWorthIt(offset, count)
          ? new TopN(input, keys, offset, count)
          : new Limit(new Sort(input, keys), offset, count);
    }

    private static boolean isWorthIt(long offset, long count) {
      return offset <= MAXIMUM_ROWS && count <= MAXIMUM_ROWS - offset;
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return new Estimate(Math.min(count, input.estimate().rows()), Double.NaN);
    }
  }

  /**
   * Skips {@code offset} rows and returns at most {@code count}; in input order where it has one.
   */
  record Limit(PhysicalPlan input, long offset, long count) implements PhysicalPlan {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return new Estimate(Math.min(count, input.estimate().rows()), Double.NaN);
    }
  }

  /** All rows of all inputs, whose types are equal. */
  record Union(List<PhysicalPlan> inputs, Schema schema) implements PhysicalPlan {
    public Union {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Estimate estimate() {
      double rows = inputs.stream().mapToDouble(i -> i.estimate().rows()).sum();
      return new Estimate(rows, inputs.stream().mapToDouble(i -> i.estimate().bytes()).sum());
    }
  }

  /**
   * Adds a column for each call, computed over the rows that agree in some columns, in an order.
   * Gives the rows in that order within each of these partitions.
   *
   * @param partition input columns; without any all rows are one partition
   */
  record Window(
      PhysicalPlan input, List<Integer> partition, List<SortKey> order, List<WindowCall> calls)
      implements PhysicalPlan {
    public Window {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      calls = List.copyOf(calls);
      partition.forEach(column -> Objects.checkIndex(column, input.schema().size()));
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(input.schema().fields());
      calls.forEach(call -> fields.add(call.result()));
      return new Schema(fields);
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return input.estimate();
    }

    /** Whether the result may be another one where the same rows come in another way. */
    public boolean dependsOnOrder() {
      return calls.stream().anyMatch(WindowCall::dependsOnPeerOrder);
    }

    /** How rows have to come: those of a partition one after the other, in their order. */
    public List<SortKey> sortKeys() {
      List<SortKey> keys = new ArrayList<>();
      partition.forEach(column -> keys.add(new SortKey(column, false, false)));
      keys.addAll(order);
      return keys;
    }
  }

  /**
   * Each row as often as its last column, a BIGINT, says (never when that is zero, negative or
   * NULL); the column itself is dropped.
   */
  record Repeat(PhysicalPlan input) implements PhysicalPlan {
    public Repeat {
      if (input.schema().fields().getLast().type() != DataType.Simple.BIGINT) {
        throw new IllegalArgumentException("repeats by " + input.schema().fields().getLast());
      }
    }

    @Override
    public Schema schema() {
      List<Field> fields = input.schema().fields();
      return new Schema(fields.subList(0, fields.size() - 1));
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return input.estimate();
    }
  }

  /**
   * Says how rows lie in partitions. Where they have to move for that ({@link #moves}), it is the
   * only node that becomes a wide dependency; else each task reads what it needs by itself.
   */
  record Exchange(PhysicalPlan input, Partitioning partitioning) implements PhysicalPlan {
    /** Whether rows leave the task that made them. */
    public boolean moves() {
      return !(partitioning instanceof Partitioning.Replicated)
          && !(partitioning instanceof Partitioning.Range);
    }

    /** Whether its rows are kept for later queries: what is below is how they are made. */
    public boolean isKept() {
      return partitioning instanceof Partitioning.Kept;
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return input.estimate();
    }
  }

  /**
   * Java code of the program that uses Sheaf, run once for each partition over the rows of the same
   * partition of each input. It is the only node that holds such code. What it reads is in
   * partitions already: each node below works on one partition by itself, down to the exchanges.
   *
   * @param kind what the code does, for people
   * @param partitions in how many the output is; each input is in as many, or single
   */
  record UserCode(
      String kind, SerializedCode code, List<PhysicalPlan> inputs, int partitions, Schema schema)
      implements PhysicalPlan {
    public UserCode {
      inputs = List.copyOf(inputs);
      if (partitions < 1) {
        throw new IllegalArgumentException("partitions " + partitions);
      }
    }

    @Override
    public Estimate estimate() {
      return Estimate.UNKNOWN;
    }
  }

  /**
   * Other partitions of the same rows: each is made of whole partitions of the input, one after
   * another.
   *
   * @param partitions in how many the input is
   * @param parts for each partition those of the input; any of them as often as wanted, or never
   */
  record PartitionMap(PhysicalPlan input, int partitions, List<List<Integer>> parts)
      implements PhysicalPlan {
    public PartitionMap {
      parts = parts.stream().map(List::copyOf).toList();
      parts.forEach(part -> part.forEach(i -> Objects.checkIndex(i, partitions)));
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("no partitions");
      }
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return input.estimate();
    }
  }

  /**
   * The leaf that takes the place of an {@link Exchange} where a plan is cut into stages: the rows
   * that another stage gave.
   *
   * @param shuffle the number of that stage
   * @param partitioning how the rows are spread
   */
  record ShuffleRead(int shuffle, Partitioning partitioning, Schema schema, Estimate estimate)
      implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
      return List.of();
    }
  }

  /**
   * A subtree that occurs several times in the plan and is computed once; equal ids, equal inputs.
   */
  record Shared(int id, PhysicalPlan input) implements PhysicalPlan {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return input.estimate();
    }
  }

  /**
   * Writes the input to a target. One output row, how many rows were written (BIGINT); or a row for
   * each file, its name and its rows, where others will put it in place.
   */
  record Write(PhysicalPlan input, WriteStep step, WriteTarget target) implements PhysicalPlan {
    private static final Field ROWS = new Field("rows", DataType.Simple.BIGINT, false);
    private static final Field FILE = new Field("file", DataType.Simple.VARCHAR, false);

    /** All of a write. */
    public Write(PhysicalPlan input, WriteTarget target) {
      this(input, new WriteStep.Whole(), target);
    }

    @Override
    public Schema schema() {
      return step instanceof WriteStep.Files ? Schema.of(FILE, ROWS) : Schema.of(ROWS);
    }

    @Override
    public List<PhysicalPlan> inputs() {
      return List.of(input);
    }

    @Override
    public Estimate estimate() {
      return new Estimate(1, 8);
    }
  }

  /** How much of a write a node does. */
  sealed interface WriteStep {
    /** Rows in, their number out. */
    record Whole() implements WriteStep {}

    /**
     * Rows in, files out, in a folder that nobody sees.
     *
     * @param staging the folder; empty before the query starts
     */
    record Files(String staging) implements WriteStep {}

    /**
     * Names of files in, which take the target's place at once.
     *
     * @param staging the folder where they are; empty before the query starts
     */
    record Publish(String staging) implements WriteStep {}
  }

  /**
   * Where a {@link Write} goes.
   *
   * @param format a file format's name, or {@code memory} for a table of the session
   * @param location a file, a directory, or the memory table's name
   * @param directory whether {@code location} is a directory of files, one or more a writer
   * @param overwrite whether a directory that is not empty is replaced
   * @param options of the format, e.g. {@code compression}
   */
  record WriteTarget(
      String format,
      String location,
      boolean directory,
      boolean overwrite,
      Map<String, String> options) {
    public WriteTarget {
      options = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(options));
    }
  }

  /** The node with other inputs, in the order of {@link #inputs()}. */
  default PhysicalPlan withInputs(List<PhysicalPlan> in) {
    return switch (this) {
      case Scan s -> s;
      case Values v -> v;
      case Filter f -> new Filter(in.getFirst(), f.condition(), f.estimate());
      case Project p -> new Project(in.getFirst(), p.exprs(), p.schema());
      case Aggregate a ->
          new Aggregate(in.getFirst(), a.step(), a.groups(), a.calls(), a.schema(), a.estimate());
      case HashJoin j ->
          new HashJoin(
              j.kind(),
              in.get(0),
              in.get(1),
              j.keys(),
              j.residual(),
              j.nullAware(),
              j.schema(),
              j.estimate());
      case NestedLoopJoin j ->
          new NestedLoopJoin(
              j.kind(), in.get(0), in.get(1), j.condition(), j.schema(), j.estimate());
      case Sort s -> new Sort(in.getFirst(), s.keys());
      case TopN t -> new TopN(in.getFirst(), t.keys(), t.offset(), t.count());
      case Limit l -> new Limit(in.getFirst(), l.offset(), l.count());
      case Union u -> new Union(in, u.schema());
      case Window w -> new Window(in.getFirst(), w.partition(), w.order(), w.calls());
      case Repeat r -> new Repeat(in.getFirst());
      case UserCode u -> new UserCode(u.kind(), u.code(), in, u.partitions(), u.schema());
      case PartitionMap m -> new PartitionMap(in.getFirst(), m.partitions(), m.parts());
      case Exchange e -> new Exchange(in.getFirst(), e.partitioning());
      case ShuffleRead r -> r;
      case Shared s -> new Shared(s.id(), in.getFirst());
      case Write w -> new Write(in.getFirst(), w.step(), w.target());
    };
  }

  private static void requireBoolean(Expr condition) {
    if (condition.type() != DataType.Simple.BOOLEAN) {
      throw new IllegalArgumentException("condition of type " + condition.type().sql());
    }
  }

  /** Output schema of a join from its inputs: nullability as the kind demands. */
  static Schema joinSchema(JoinKind kind, Schema left, Schema right) {
    List<Field> fields = new ArrayList<>();
    boolean leftNullable = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
    boolean rightNullable = kind == JoinKind.LEFT || kind == JoinKind.FULL;
    if (kind.emitsLeft()) {
      left.fields().forEach(f -> fields.add(nullable(f, leftNullable)));
    }
    if (kind.emitsRight()) {
      right.fields().forEach(f -> fields.add(nullable(f, rightNullable)));
    }
    if (kind == JoinKind.MARK) {
      fields.add(new Field("mark", DataType.Simple.BOOLEAN, true));
    }
    return new Schema(fields);
  }

  private static Field nullable(Field field, boolean make) {
    return make ? new Field(field.name(), field.type(), true) : field;
  }
}
