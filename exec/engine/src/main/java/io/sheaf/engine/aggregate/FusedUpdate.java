package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.aggregate.FusedLoop.Target;
import io.sheaf.engine.codegen.Bounds;
import io.sheaf.engine.codegen.Form;
import io.sheaf.engine.codegen.Fragments;
import io.sheaf.engine.codegen.Generated;
import io.sheaf.engine.codegen.Pace;
import io.sheaf.engine.codegen.RowMask;
import io.sheaf.engine.expression.CompiledExpr;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.plan.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Feeds batches to one table through generated loops. A batch is taken whole or left alone, for the
 * interpreter: when its columns are stored in a way that loops do not read, when nothing proves
 * that no value overflows, or when it has a group that the table does not know. For one thread.
 */
final class FusedUpdate {
  /** With more groups the cells are not worth their beginning anew with each batch. */
  private static final int ROWS_PER_GROUP = 8;

  /** Cells of all groups at most. */
  private static final int MOST_CELLS = 1 << 20;

  private final FusedShape shape;
  private final GroupTable table;
  private final CompiledExpr.Evaluation[] leaves;
  private final Column[] columns;
  private final Column[] keys;
  private final Object[] forms;
  private Object[] lastForms;
  private Ready last;
  private final Map<List<Object>, Ready> known = new HashMap<>();
  private final RowMask mask = new RowMask();
  private long[] cells = {};
  private final Pace pace;
  private int tries;
  private int misses;

  /** A loop with room for its arguments. */
  private record Ready(
      FusedLoop loop,
      Generated fragment,
      Object[] arrays,
      long[] parameters,
      long[] registers,
      Interval[] bounds,
      Proof proof) {}

  /** What was proven last, from which bounds and parameters: most often it holds again. */
  private static final class Proof {
    private Interval[] bounds;
    private long[] parameters;
    private Interval[] steps;
  }

  FusedUpdate(FusedShape shape, GroupTable table, Codegen codegen) {
    this.shape = shape;
    this.table = table;
    this.pace = new Pace(codegen);
    List<Expr> exprs = shape.leaves().all();
    leaves =
        exprs.stream()
            .map(leaf -> ExprCompiler.compile(leaf).open())
            .toArray(CompiledExpr.Evaluation[]::new);
    columns = new Column[leaves.length];
    forms = new Object[leaves.length + 1];
    keys = new Column[shape.keys().size()];
  }

  /** Takes the batch, or does nothing and returns false. */
  boolean take(Batch batch) {
    int groups = table.groups();
    int count = batch.selectedRows();
    if (count == 0 || !pace.begin() || !pays(groups, count)) {
      return false;
    }
    Ready ready = ready(batch);
    if (ready == null || !pace.allows(ready.fragment())) {
      return false;
    }
    FusedLoop loop = ready.loop();
    loop.inputs().bind(columns, ready.arrays(), ready.parameters());
    if (loop.maskArray() >= 0) {
      ready.arrays()[loop.maskArray()] = mask.of(batch);
    }
    if (loop.keys() != null && !bindKeys(ready, groups)) {
      return false;
    }
    Interval[] steps = prove(ready, batch);
    if (steps == null || !accept(ready, steps, count)) {
      return false;
    }
    boolean listed = !loop.loop().dense();
    ready
        .fragment()
        .run(
            ready.arrays(),
            ready.parameters(),
            listed ? batch.selection().rows() : null,
            listed ? count : batch.rows(),
            ready.registers());
    tries++;
    if (loop.keys() == null) {
      flush(ready, ready.registers(), 0, 0);
      return true;
    }
    if (ready.registers()[loop.unknown()] < 0) {
      misses++;
      return false;
    }
    for (int group = 0; group < groups; group++) {
      flush(ready, cells, (group + 1) * loop.cellCount(), group);
    }
    return true;
  }

  private boolean pays(int groups, int count) {
    boolean newGroupsAllTheTime = misses > 8 && misses > tries >> 2;
    return pace.isForced() || (long) groups * ROWS_PER_GROUP <= count && !newGroupsAllTheTime;
  }

  private static FusedLoop.Rows rows(Batch batch) {
    if (batch.selection() == null) {
      return FusedLoop.Rows.ALL;
    }
    return RowMask.isDense(batch) ? FusedLoop.Rows.MASKED : FusedLoop.Rows.LISTED;
  }

  private Ready ready(Batch batch) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = leaves[i].evaluate(batch);
      Form form = Form.of(columns[i]);
      if (form.layout() == Form.Layout.UNFIT) {
        return null;
      }
      forms[i] = form;
    }
    for (int k = 0; k < keys.length; k++) {
      keys[k] = columns[shape.keys().get(k)];
    }
    forms[columns.length] = rows(batch);
    if (!Arrays.equals(forms, lastForms)) {
      lastForms = forms.clone();
      List<Object> key = List.of(lastForms);
      if (!known.containsKey(key)) {
        known.put(key, make(key));
      }
      last = known.get(key);
    }
    return last;
  }

  private Ready make(List<Object> key) {
    List<Form> forms = new ArrayList<>();
    key.subList(0, columns.length).forEach(form -> forms.add((Form) form));
    FusedLoop loop = new FusedLoop(shape, forms, (FusedLoop.Rows) key.getLast());
    return Fragments.of(loop.loop())
        .map(
            fragment ->
                new Ready(
                    loop,
                    fragment,
                    new Object[loop.loop().arrays().size()],
                    loop.literals(),
                    new long[loop.loop().registers().size()],
                    new Interval[loop.loop().arrays().size()],
                    new Proof()))
        .orElse(null);
  }

  private boolean bindKeys(Ready ready, int groups) {
    FusedLoop loop = ready.loop();
    PackedGroups packed = table.index().packed();
    if (!loop.keys().bind(packed, keys, ready.arrays(), ready.parameters(), ready.bounds())) {
      return false;
    }
    if ((groups + 1L) * loop.cellCount() > MOST_CELLS) {
      return false;
    }
    int wanted = (groups + 1) * loop.cellCount();
    if (cells.length < wanted) {
      cells = new long[2 * wanted];
    }
    loop.clear(cells, groups + 1);
    ready.arrays()[loop.cellArray()] = cells;
    return true;
  }

  /** Bounds of the loop's steps, by what is known of the columns or else by looking at them. */
  private Interval[] prove(Ready ready, Batch batch) {
    FusedLoop loop = ready.loop();
    Interval[] steps = null;
    for (int look = 0; look < 2 && steps == null; look++) {
      loop.inputs().bounds(columns, batch, look == 1, ready.bounds());
      steps = prove(ready);
      if (steps != null && !sumsFit(ready, steps, batch.selectedRows())) {
        steps = null;
      }
    }
    return steps;
  }

  private static Interval[] prove(Ready ready) {
    Proof proof = ready.proof();
    if (proof.bounds == null
        || !Arrays.equals(proof.bounds, ready.bounds())
        || !Arrays.equals(proof.parameters, ready.parameters())) {
      FusedLoop loop = ready.loop();
      proof.bounds = ready.bounds().clone();
      proof.parameters = ready.parameters().clone();
      proof.steps = Bounds.prove(loop.loop(), ready.bounds(), ready.parameters(), loop.limits());
    }
    return proof.steps;
  }

  private boolean sumsFit(Ready ready, Interval[] steps, int count) {
    for (Target target : ready.loop().targets()) {
      if (table.accumulator(target.accumulator()) instanceof ExactSum) {
        long largest = magnitude(ready.loop().bound(target.cell(), steps));
        if (largest < 0 || largest > Long.MAX_VALUE / count) {
          return false;
        }
      }
    }
    return true;
  }

  private static long magnitude(Interval interval) {
    return interval.min() == Long.MIN_VALUE
        ? -1
        : Math.max(Math.abs(interval.min()), Math.abs(interval.max()));
  }

  private boolean accept(Ready ready, Interval[] steps, int count) {
    for (Target target : ready.loop().targets()) {
      if (table.accumulator(target.accumulator()) instanceof ExactSum sum
          && !sum.tryAccept(magnitude(ready.loop().bound(target.cell(), steps)), count)) {
        return false;
      }
    }
    return true;
  }

  /** Adds one group's cells to its states. */
  private void flush(Ready ready, long[] from, int at, int group) {
    for (Target target : ready.loop().targets()) {
      long rows = -from[at + target.rows()];
      if (rows == 0) {
        continue;
      }
      long value = from[at + target.cell()];
      Accumulator accumulator = table.accumulator(target.accumulator());
      accumulator.seen.markKnown(group);
      switch (accumulator) {
        case CountAccumulator a -> a.add(group, rows);
        case ExactSum a -> a.add(group, value);
        case LongExtreme a -> a.offer(group, value);
        case DecimalExtreme a -> a.offer(group, value);
        case Accumulator a -> throw new IllegalStateException("no cell of " + a);
      }
    }
  }
}
