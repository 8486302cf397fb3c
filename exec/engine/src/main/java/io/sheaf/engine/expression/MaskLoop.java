package io.sheaf.engine.expression;

import static io.sheaf.engine.codegen.Code.not;
import static io.sheaf.engine.codegen.Code.two;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.codegen.Code;
import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.Code.Binary;
import io.sheaf.engine.codegen.Code.Kind;
import io.sheaf.engine.codegen.Code.Unary;
import io.sheaf.engine.codegen.Fragments;
import io.sheaf.engine.codegen.Generated;
import io.sheaf.engine.codegen.Loop;
import io.sheaf.engine.codegen.LoopBuilder;
import io.sheaf.engine.codegen.LoopPrinter;
import io.sheaf.engine.codegen.Pace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Marks the rows that miss one of several conditions in one generated loop, which the JVM's
 * compiler turns into vector instructions. For one thread.
 */
final class MaskLoop {
  private static final long[] NONE = {};

  private final List<MaskPart> parts;
  private final Pace pace;
  private final int[] columns;
  private final Map<List<Kind>, Ready> known = new HashMap<>();

  /** A loop with room for its arguments; {@code code} is null where no loop can be made. */
  private record Ready(Generated code, Object[] arrays, long[] parameters) {}

  /**
   * Whether one loop is faster than one for each part: with two comparisons of columns it was
   * measured to be slower.
   */
  static boolean pays(List<MaskPart> parts) {
    return parts.size() > 1
        && parts.stream().filter(part -> part instanceof MaskPart.Pair).count() <= 1;
  }

  MaskLoop(List<MaskPart> parts, Codegen codegen) {
    this.parts = List.copyOf(parts);
    this.pace = new Pace(codegen);
    this.columns =
        parts.stream()
            .flatMapToInt(
                part ->
                    switch (part) {
                      case MaskPart.Range r -> IntStream.of(r.column());
                      case MaskPart.Pair p -> IntStream.of(p.left(), p.right());
                    })
            .distinct()
            .sorted()
            .toArray();
  }

  /**
   * Sets {@code misses[row]} for all rows of the batch, below 0 where a condition is not true.
   *
   * @return false, having done nothing, where the interpreter should do it
   */
  boolean mark(Batch batch, int[] misses) {
    if (!pace.begin()) {
      return false;
    }
    List<Kind> kinds = new ArrayList<>(columns.length);
    for (int column : columns) {
      switch (batch.column(column)) {
        case IntColumn c -> kinds.add(Kind.INT);
        case LongColumn c -> kinds.add(Kind.LONG);
        case Column c -> {
          return false;
        }
      }
    }
    Ready ready = known.computeIfAbsent(kinds, this::make);
    if (ready.code() == null || !pace.allows(ready.code())) {
      return false;
    }
    Object[] arrays = ready.arrays();
    for (int i = 0; i < columns.length; i++) {
      arrays[i] =
          switch (batch.column(columns[i])) {
            case IntColumn c -> c.values();
            case LongColumn c -> c.values();
            case Column c -> throw new IllegalStateException(c.toString());
          };
    }
    arrays[columns.length] = misses;
    ready.code().run(arrays, ready.parameters(), null, batch.rows(), NONE);
    for (int column : columns) {
      RangeCondition.markNulls(batch.column(column).validity(), misses, batch.rows());
    }
    return true;
  }

  /** The loop for columns as they are most likely stored. */
  String explain(Schema schema) {
    List<Kind> kinds = new ArrayList<>();
    for (int column : columns) {
      kinds.add(schema.type(column).storage() == Storage.INT ? Kind.INT : Kind.LONG);
    }
    LoopBuilder builder = new LoopBuilder();
    Loop loop = loop(kinds, schema.fields().stream().map(Field::name).toList(), builder);
    return loop == null ? "interpreted\n" : LoopPrinter.print(loop, builder.literals());
  }

  private Ready make(List<Kind> kinds) {
    LoopBuilder builder = new LoopBuilder();
    Loop loop = loop(kinds, null, builder);
    return loop == null
        ? new Ready(null, null, null)
        : Fragments.of(loop)
            .map(code -> new Ready(code, new Object[loop.arrays().size()], builder.literals()))
            .orElse(new Ready(null, null, null));
  }

  /**
   * The loop for columns of such kinds, or null where there is none.
   *
   * @param names of all columns of the batch, or null
   */
  private Loop loop(List<Kind> kinds, List<String> names, LoopBuilder builder) {
    SortedMap<Integer, Code> values = new TreeMap<>();
    for (int i = 0; i < columns.length; i++) {
      ArrayType type = kinds.get(i) == Kind.INT ? ArrayType.INTS : ArrayType.LONGS;
      String name = names == null ? "c" + columns[i] : names.get(columns[i]);
      values.put(columns[i], new Code.Element(builder.array(type, name), type, new Code.Row()));
    }
    int misses = builder.array(ArrayType.INTS, "misses");
    values.replaceAll((column, element) -> builder.let(element));
    Code ints = null;
    Code longs = null;
    for (MaskPart part : parts) {
      Code miss =
          switch (part) {
            case MaskPart.Range r -> range(r, values.get(r.column()), builder);
            case MaskPart.Pair p -> pair(p, values.get(p.left()), values.get(p.right()), builder);
          };
      if (miss == null) {
        return null;
      }
      if (miss.kind() == Kind.INT) {
        ints = or(ints, miss, builder);
      } else {
        longs = or(longs, miss, builder);
      }
    }
    Code high = longs == null ? null : builder.let(new Code.One(Unary.HIGH, longs));
    builder.change(
        misses, new Code.Row(), Loop.Update.SET, high == null ? ints : or(ints, high, builder));
    return builder.build("rows that miss a condition", true);
  }

  private static Code or(Code a, Code b, LoopBuilder builder) {
    return a == null ? b : builder.let(two(Binary.OR, a, b));
  }

  /** Below 0 for values out of the range: x - low, or high - low less that, then is. */
  private static Code range(MaskPart.Range range, Code value, LoopBuilder builder) {
    long low = range.low();
    long high = range.high();
    if (value.kind() == Kind.INT) {
      if (low > Integer.MAX_VALUE || high < Integer.MIN_VALUE) {
        return null;
      }
      low = Math.max(low, Integer.MIN_VALUE);
      high = Math.min(high, Integer.MAX_VALUE);
    }
    long width = value.kind() == Kind.INT ? (int) (high - low) : high - low;
    Code distance = builder.let(two(Binary.DISTANCE, value, builder.parameter(value.kind(), low)));
    Code rest = builder.let(two(Binary.DISTANCE, builder.parameter(value.kind(), width), distance));
    // A width that needs its sign bit leaves only the largest distances outside.
    Code outside = builder.let(two(width >= 0 ? Binary.OR : Binary.AND, distance, rest));
    return range.outside() ? not(outside) : outside;
  }

  private static Code pair(MaskPart.Pair pair, Code a, Code b, LoopBuilder builder) {
    if (a.kind() != b.kind()) {
      return null;
    }
    Code different = builder.let(two(Binary.XOR, a, b));
    Code hit;
    if (pair.less()) {
      Code negative = builder.let(two(Binary.AND, a, not(b)));
      Code nearer =
          builder.let(two(Binary.AND, not(different), builder.let(two(Binary.DISTANCE, a, b))));
      hit = builder.let(two(Binary.OR, negative, nearer));
    } else {
      Code negated = builder.let(two(Binary.DISTANCE, new Code.Constant(0, a.kind()), different));
      hit = not(builder.let(two(Binary.OR, different, negated)));
    }
    return pair.negated() ? hit : not(hit);
  }
}
