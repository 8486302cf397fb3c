package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.aggregate.AggregationLayout.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Groups and their states: a {@link GroupIndex}, accumulators and distinct sets. One thread writes;
 * afterwards any may read. A batch goes in by chunks: room is made for each chunk before it is
 * touched, so that a refused reservation leaves whole states to spill.
 */
final class GroupTable implements AutoCloseable {
  static final int CHUNK = 2048;
  private static final int LEAST_CHUNK = 64;

  private final AggregationLayout layout;
  private final QueryContext query;
  private final int level;
  private boolean maySpill;
  private final MemoryLease lease;
  private final GroupIndex index;
  private final Accumulator[] accumulators;
  private final DistinctSet[] sets;

  /** Tables of distinct values that are apart, by set; closed by whoever made them. */
  private final List<GroupTable> values;

  private final CallResults results;
  private final Input input;
  private SpilledPartitions spilled;

  /** Rows that an empty table can take at once. */
  private int chunk = CHUNK;

  private boolean spares;

  /** Whether groups have been forgotten and numbered anew. */
  private boolean wasCleared;

  private final GroupedRows all = new GroupedRows(CHUNK);
  private final GroupedRows filtered = new GroupedRows(CHUNK);
  private final GroupedRows valued = new GroupedRows(CHUNK);
  private final GroupedRows fresh = new GroupedRows(CHUNK);
  private final int[] scratch = new int[CHUNK];

  /**
   * @param level which hash bits part this table when it spills, see {@link SpilledPartitions#of}
   * @param values where the layout's distinct sets are apart, a table for each; else none
   */
  GroupTable(AggregationLayout layout, QueryContext query, int level, List<GroupTable> values) {
    this.layout = layout;
    this.values = values;
    this.query = query;
    this.level = level;
    maySpill = level < SpilledPartitions.LEVELS && layout.keys().length > 0;
    lease = query.memory().lease("HashAggregate", maySpill);
    try {
      long mask = query.settings().hashMask();
      index = AdaptiveGroups.of(layout.keySchema(), mask, lease);
      accumulators = new Accumulator[layout.accumulators().size()];
      for (int a = 0; a < accumulators.length; a++) {
        accumulators[a] = Accumulator.of(layout.accumulators().get(a), lease);
      }
      sets = new DistinctSet[layout.innerSets()];
      for (int s = 0; s < sets.length; s++) {
        sets[s] = new DistinctSet(layout.setType(s), mask, lease);
      }
      results = new CallResults(layout, accumulators);
      input = new Input();
      begin();
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** Groups may lack a value where they are there before their first row. */
  private void begin() {
    for (int a = 0; a < accumulators.length; a++) {
      if (layout.keys().length == 0 || layout.accumulators().get(a).set() >= 0) {
        accumulators[a].seen.track(0);
      }
    }
    if (layout.keys().length == 0) {
      for (Accumulator accumulator : accumulators) {
        if (!accumulator.tryReserve(1)) {
          throw refused();
        }
      }
    }
  }

  int groups() {
    return index.groups();
  }

  GroupIndex index() {
    return index;
  }

  Accumulator accumulator(int number) {
    return accumulators[number];
  }

  boolean hasSpilled() {
    return spilled != null;
  }

  /** What a kind of input needs of a chunk whose rows stand in {@link #all}. */
  private interface Intake {
    boolean tryReserve(int count);

    void take();
  }

  private void take(Batch batch, Intake intake) {
    int[] selected = batch.selection() == null ? null : batch.selection().rows();
    int total = batch.selectedRows();
    for (int from = 0; from < total; ) {
      int count = Math.min(chunk, total - from);
      if (selected == null) {
        for (int i = 0; i < count; i++) {
          all.rows[i] = from + i;
        }
      } else {
        System.arraycopy(selected, from, all.rows, 0, count);
      }
      count = admit(intake, count);
      all.count = count;
      intake.take();
      from += count;
    }
    yieldMemory();
  }

  /** Spills if another operator needs memory; for between batches. */
  void yieldMemory() {
    if (lease.spillRequested()) {
      if (maySpill && groups() > 0) {
        spill();
      }
      lease.spilled();
    }
  }

  /**
   * Makes room for a chunk: smaller and smaller ones while memory is short, then all goes to disk,
   * then the table does with less for good.
   */
  private int admit(Intake intake, int wanted) {
    int count = wanted;
    boolean empty = false;
    while (!intake.tryReserve(count)) {
      if (!empty && count > LEAST_CHUNK) {
        count = Math.max(LEAST_CHUNK, count / 2);
      } else if (!empty && maySpill) {
        spill();
        empty = true;
        count = wanted;
      } else if (empty && !spares) {
        clear();
        spareMemory();
        begin();
      } else if (count > 1) {
        // Nothing is kept, yet so many rows are too many: give back what was reserved for them.
        count /= 2;
        chunk = count;
        if (empty) {
          clear();
          begin();
        }
      } else {
        throw refused();
      }
    }
    return count;
  }

  private void spareMemory() {
    spares = true;
    index.spareMemory();
    for (DistinctSet set : sets) {
      set.spareMemory();
    }
  }

  private SheafException refused() {
    return SheafException.resource(
        "OUT_OF_MEMORY",
        "HashAggregate holds "
            + lease.heldBytes()
            + " bytes and needs more for states that cannot be parted, but the memory limit of "
            + query.memory().limitBytes()
            + " bytes is reached; raise the setting 'memory'");
  }

  private boolean reserveGroups(Column[] keys, int count) {
    int groups = index.tryReserve(keys, all.rows, count);
    if (groups < 0) {
      return false;
    }
    for (Accumulator accumulator : accumulators) {
      if (!accumulator.tryReserve(groups)) {
        return false;
      }
    }
    return true;
  }

  private void findGroups(Column[] keys) {
    all.groupsBefore = index.groups();
    index.find(keys, all.rows, all.count, all.groups);
    all.groupsNow = index.groups();
    all.complete = true;
    all.changed();
  }

  private static Column[] flat(Batch batch) {
    return flat(batch.columns(), batch.rows());
  }

  private static Column[] flat(List<Column> columns, int rows) {
    Column[] flat = new Column[columns.size()];
    for (int c = 0; c < flat.length; c++) {
      flat[c] = Columns.flatten(columns.get(c), rows);
    }
    return flat;
  }

  private static Column[] pick(Column[] columns, int[] indexes) {
    Column[] picked = new Column[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      picked[i] = columns[indexes[i]];
    }
    return picked;
  }

  /** Takes a batch of the aggregation's input: rows, or in a FINAL step states. */
  void consume(Batch batch) {
    if (layout.isFinal()) {
      int[][] columns = new int[accumulators.length][];
      for (int a = 0; a < columns.length; a++) {
        int first = layout.accumulators().get(a).argument();
        columns[a] = new int[accumulators[a].stateTypes().size()];
        for (int i = 0; i < columns[a].length; i++) {
          columns[a][i] = first + i;
        }
      }
      merge(batch, layout.keys(), columns, rows -> {});
      return;
    }
    input.begin(batch);
    take(batch, input);
  }

  /** Rows of one batch of input after another. */
  private final class Input implements Intake {
    private final Column[] columns = new Column[layout.plan().input().schema().size()];
    private final Column[] keys = new Column[layout.keys().length];
    private int batchRows;

    void begin(Batch batch) {
      batchRows = batch.rows();
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Columns.flatten(batch.column(c), batchRows);
      }
      for (int k = 0; k < keys.length; k++) {
        keys[k] = columns[layout.keys()[k]];
      }
    }

    @Override
    public boolean tryReserve(int count) {
      return reserveGroups(keys, count) && reserveRows(columns, count, batchRows);
    }

    @Override
    public void take() {
      findGroups(keys);
      update(columns, batchRows);
    }
  }

  private boolean reserveRows(Column[] columns, int count, int batchRows) {
    for (int a = 0; a < accumulators.length; a++) {
      int argument = layout.accumulators().get(a).argument();
      if (argument >= 0 && !accumulators[a].tryAccept(columns[argument], all.rows, count)) {
        return false;
      }
    }
    for (int s = 0; s < sets.length; s++) {
      Column values = columns[layout.sets().get(s).argument()];
      if (!sets[s].tryReserve(values, all, count, index.groups() + count, batchRows)) {
        return false;
      }
    }
    return true;
  }

  private Batch valueBatch(int set, Column argument, GroupedRows in, int rows) {
    return Batch.borrowed(layout.valuesOf(set).schema(), List.of(argument), rows)
        .withSelection(new Selection(in.rows, in.count));
  }

  private void update(Column[] columns, int rows) {
    int lastFilter = -1;
    for (int f = 0; f < layout.feeds().size(); f++) {
      Feed feed = layout.feeds().get(f);
      GroupedRows in = all;
      if (feed.filter() >= 0) {
        if (feed.filter() != lastFilter) {
          BooleanColumn flags = (BooleanColumn) columns[feed.filter()];
          filtered.keepTrue(all, flags.values(), flags);
          lastFilter = feed.filter();
        }
        in = filtered;
      }
      Column argument = feed.argument() < 0 ? null : columns[feed.argument()];
      long[] validity = argument == null ? null : argument.validity();
      if (feed.nulls()) {
        if (validity == null) {
          continue;
        }
        valued.keepValid(in, validity, 0);
        in = valued;
      } else if (validity != null) {
        valued.keepValid(in, validity, 1);
        in = valued;
      }
      if (feed.set() >= 0 && layout.setsApart()) {
        values.get(feed.set()).consume(valueBatch(feed.set(), argument, in, rows));
        continue;
      }
      if (feed.set() >= 0) {
        sets[feed.set()].keepNew(argument, in, fresh, scratch);
        in = fresh;
      }
      for (int a : feed.accumulators()) {
        accumulators[a].update(argument, in);
      }
    }
  }

  /** Is told of the groups of a chunk when they are known. */
  private interface Found {
    void groups(GroupedRows rows);
  }

  /** Takes states as {@link #states} hands them out, e.g. of another table. */
  void mergeStates(Batch batch) {
    mergeStates(batch, rows -> {});
  }

  /**
   * Takes groups of another table.
   *
   * @param numbers where to note, by their numbers there, those here; or null
   */
  void mergeStates(GroupTable from, int[] groups, int count, int[] numbers) {
    mergeStates(
        from.states(groups, count),
        rows -> {
          for (int i = 0; numbers != null && i < rows.count; i++) {
            numbers[groups[rows.rows[i]]] = rows.groups[i];
          }
        });
  }

  private void mergeStates(Batch batch, Found found) {
    int[][] columns = new int[accumulators.length][];
    for (int a = 0; a < columns.length; a++) {
      columns[a] = layout.stateColumns(a);
    }
    merge(batch, firstColumns(), columns, found);
  }

  private int[] firstColumns() {
    int[] first = new int[layout.keys().length];
    for (int i = 0; i < first.length; i++) {
      first[i] = i;
    }
    return first;
  }

  private void merge(Batch batch, int[] keyColumns, int[][] stateColumns, Found found) {
    Column[] columns = flat(batch);
    Column[] keys = pick(columns, keyColumns);
    Column[][] states = new Column[accumulators.length][];
    for (int a = 0; a < states.length; a++) {
      states[a] = pick(columns, stateColumns[a]);
    }
    take(
        batch,
        new Intake() {
          @Override
          public boolean tryReserve(int count) {
            if (!reserveGroups(keys, count)) {
              return false;
            }
            for (int a = 0; a < states.length; a++) {
              if (states[a].length > 0
                  && !accumulators[a].tryAccept(states[a][0], all.rows, count)) {
                return false;
              }
            }
            return true;
          }

          @Override
          public void take() {
            findGroups(keys);
            found.groups(all);
            for (int a = 0; a < states.length; a++) {
              if (states[a].length > 0) {
                mergeInto(accumulators[a], states[a]);
              }
            }
          }
        });
  }

  private void mergeInto(Accumulator accumulator, Column[] states) {
    GroupedRows in = all;
    long[] validity = states[0].validity();
    if (validity != null) {
      valued.keepValid(all, validity, 1);
      in = valued;
    }
    accumulator.merge(states, in);
  }

  /** Takes values that a distinct set apart has met, each once. */
  void addDistinct(int set, Batch batch) {
    Column[] columns = flat(batch);
    take(
        batch,
        new Intake() {
          @Override
          public boolean tryReserve(int count) {
            return acceptSet(set, columns[0], count);
          }

          @Override
          public void take() {
            findGroups(columns);
            updateSet(set, columns[0], all);
          }
        });
  }

  /** Takes (keys, value) rows of a distinct set, as {@link #setRows} hands them out. */
  void mergeSet(int set, Batch batch) {
    Column[] columns = flat(batch);
    Column[] keys = pick(columns, firstColumns());
    mergeSet(set, batch, columns[columns.length - 1], () -> keys, null);
  }

  /**
   * Takes entries of another table's distinct set.
   *
   * @param numbers by their numbers there, the groups here, as {@link #mergeStates} notes them
   */
  void mergeSet(int set, GroupTable from, int[] entries, int count, int[] numbers) {
    int[] theirs = from.sets[set].groups(entries, count);
    Column values = Columns.flatten(from.sets[set].values(entries, count), count);
    int[] ours = new int[count];
    for (int i = 0; i < count; i++) {
      ours[i] = numbers[theirs[i]];
    }
    mergeSet(
        set,
        Batch.borrowed(layout.valuesOf(set).schema(), List.of(values), count),
        values,
        () -> flat(from.keyColumns(theirs, count), count),
        ours);
  }

  /**
   * @param groups by row, as long as the table has never been cleared; null when not known
   */
  private void mergeSet(
      int set, Batch batch, Column values, Supplier<Column[]> keys, int[] groups) {
    take(
        batch,
        new Intake() {
          private Column[] lookedUp;

          @Override
          public boolean tryReserve(int count) {
            if (lookedUp == null && (groups == null || wasCleared)) {
              lookedUp = keys.get();
            }
            return (lookedUp == null || reserveGroups(lookedUp, count))
                && sets[set].tryReserve(values, all, count, index.groups() + count, batch.rows())
                && acceptSet(set, values, count);
          }

          @Override
          public void take() {
            if (lookedUp == null) {
              setGroups(groups);
            } else {
              findGroups(lookedUp);
              trackStates();
            }
            sets[set].keepNew(values, all, fresh, scratch);
            updateSet(set, values, fresh);
          }
        });
  }

  /** No more groups follow, only values of distinct sets, piece by piece: nothing spills. */
  void complete() {
    maySpill = false;
    lease.settled();
  }

  /**
   * Begins a piece of a distinct set: pairs that no other piece has.
   *
   * @param own holds what the set takes
   */
  void openPiece(int set, MemoryLease own) {
    sets[set] = new DistinctSet(layout.setType(set), query.settings().hashMask(), own);
  }

  /** Forgets the pairs of the piece, which have been taken into account. */
  void closePiece(int set) {
    openPiece(set, lease);
  }

  private void setGroups(int[] groups) {
    for (int i = 0; i < all.count; i++) {
      all.groups[i] = groups[all.rows[i]];
    }
    all.groupsBefore = index.groups();
    all.groupsNow = index.groups();
    all.complete = false;
    all.changed();
  }

  /** Groups that the last chunk made may have no states. */
  private void trackStates() {
    for (int a = 0; a < accumulators.length; a++) {
      if (layout.accumulators().get(a).set() < 0) {
        accumulators[a].seen.track(all.groupsBefore);
      }
    }
  }

  private boolean acceptSet(int set, Column column, int count) {
    for (int a = 0; a < accumulators.length; a++) {
      if (layout.accumulators().get(a).set() == set
          && !accumulators[a].tryAccept(column, all.rows, count)) {
        return false;
      }
    }
    return true;
  }

  private void updateSet(int set, Column column, GroupedRows in) {
    for (int a = 0; a < accumulators.length; a++) {
      if (layout.accumulators().get(a).set() == set) {
        accumulators[a].update(column, in);
      }
    }
  }

  /** Output rows of these groups. */
  Batch output(int[] groups, int count) {
    List<Column> columns = keyColumns(groups, count);
    columns.addAll(results.columns(groups, count));
    return Batch.frozen(layout.plan().schema(), columns, count);
  }

  private List<Column> keyColumns(int[] groups, int count) {
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < layout.keys().length; k++) {
      columns.add(index.key(k, groups, count));
    }
    return columns;
  }

  /** States of these groups, in the layout's state schema. */
  Batch states(int[] groups, int count) {
    List<Column> columns = keyColumns(groups, count);
    for (int a = 0; a < accumulators.length; a++) {
      if (layout.accumulators().get(a).set() < 0) {
        columns.addAll(accumulators[a].states(groups, count));
      }
    }
    return Batch.frozen(layout.stateSchema(), columns, count);
  }

  /** Announces so many entries at most of a distinct set, among them those of another table's. */
  void expectSet(int set, GroupTable from, long most) {
    sets[set].expect(from.sets[set], most);
  }

  GroupIndex setPairs(int set) {
    return sets[set].pairs();
  }

  /** The counts of a distinct set's values; null where more than counts is wanted of them. */
  CountAccumulator[] setCounts(int set) {
    List<CountAccumulator> counts = new ArrayList<>();
    for (int a = 0; a < accumulators.length; a++) {
      if (layout.accumulators().get(a).set() == set) {
        if (!(accumulators[a] instanceof CountAccumulator count)) {
          return null;
        }
        counts.add(count);
      }
    }
    return counts.toArray(CountAccumulator[]::new);
  }

  int setSize(int set) {
    return sets[set].size();
  }

  /** Entries of a distinct set, as keys and value. */
  Batch setRows(int set, int[] entries, int count) {
    List<Column> columns = keyColumns(sets[set].groups(entries, count), count);
    columns.add(sets[set].values(entries, count));
    return Batch.frozen(layout.setSchema(set), columns, count);
  }

  Parting.NumberBounds numberBounds() {
    return index.numberBounds();
  }

  Partitioned partitionGroups(Parting parting) {
    return Partitioned.of(
        index.groups(), lease, (ids, count, out) -> parting.partitions(index, ids, count, out));
  }

  /** An array with a number for each group, reserved as long as the table is there. */
  int[] numbers() {
    lease.growBeyond((long) Integer.BYTES * groups());
    return new int[groups()];
  }

  /** Entries of a distinct set by partition of their group. */
  Partitioned partitionSet(int set, Partitioned groups) {
    return Partitioned.of(
        sets[set].size(),
        lease,
        (ids, count, out) -> {
          int[] of = sets[set].groups(ids, count);
          for (int i = 0; i < count; i++) {
            out[i] = groups.partition(of[i]);
          }
        });
  }

  /** Hashes of the keys of these groups. */
  long[] hashes(int[] groups) {
    long[] hashes = new long[groups.length];
    long[] slice = new long[CHUNK];
    int[] from = {0};
    Partitioned.slices(
        groups,
        0,
        groups.length,
        (ids, count) -> {
          index.hashes(ids, count, slice);
          System.arraycopy(slice, 0, hashes, from[0], count);
          from[0] += count;
        });
    return hashes;
  }

  /** Writes everything to disk and starts anew. */
  void spill() {
    if (spilled == null) {
      spilled = new SpilledPartitions(layout, query);
    }
    Partitioned groups = partitionGroups(new Parting.ByHash(level));
    groups.forEach((partition, ids, count) -> spilled.writeStates(partition, states(ids, count)));
    for (int s = 0; s < sets.length; s++) {
      int set = s;
      Partitioned entries = partitionSet(s, groups);
      entries.forEach(
          (partition, ids, count) -> spilled.writeSet(partition, set, setRows(set, ids, count)));
      entries.release();
    }
    groups.release();
    clear();
    begin();
  }

  /** No batch follows: another operator's need for memory is not this table's concern any more. */
  void settled() {
    lease.settled();
    values.forEach(GroupTable::settled);
  }

  /** Spills the rest and hands over what is on disk; the caller closes it. */
  SpilledPartitions takeSpilled() {
    spill();
    spilled.finishWriting();
    SpilledPartitions taken = spilled;
    spilled = null;
    return taken;
  }

  private void clear() {
    wasCleared = true;
    index.clear();
    for (Accumulator accumulator : accumulators) {
      accumulator.clear();
    }
    for (DistinctSet set : sets) {
      set.clear();
    }
  }

  @Override
  public void close() {
    try {
      if (spilled != null) {
        spilled.close();
      }
    } finally {
      spilled = null;
      lease.close();
    }
  }
}
