package io.sheaf.engine.aggregate;

import static io.sheaf.engine.codegen.Code.two;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.engine.aggregate.AccumulatorSpec.Kind;
import io.sheaf.engine.codegen.Code;
import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.Code.Binary;
import io.sheaf.engine.codegen.ExprCode;
import io.sheaf.engine.codegen.Form;
import io.sheaf.engine.codegen.Loop;
import io.sheaf.engine.codegen.Loop.Update;
import io.sheaf.engine.codegen.LoopBuilder;
import io.sheaf.engine.codegen.LoopInputs;
import io.sheaf.plan.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The loop of a {@link FusedShape} for columns of certain forms. Each group has its states side by
 * side in an array of cells, 64 bits each; without keys they are registers. Cells begin anew with
 * each batch. Immutable.
 */
final class FusedLoop {
  /** Where an accumulator finds its cell and that of its rows, which counts downwards. */
  record Target(int accumulator, int cell, int rows) {}

  /** A cell of each group; {@code step} is where it is changed. */
  private record Cell(Update update, Code value) {}

  private final LoopBuilder builder = new LoopBuilder();
  private final LoopInputs inputs;
  private final ExprCode code;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final FusedKeys keys;

  /** Mask of the rows that count (INT), and as a LONG where there are no keys; null for all. */
  private final Code mask;

  private final Code counted;
  private final int maskArray;
  private final Loop loop;
  private int cellArray = -1;

  /** Register that gets below 0 when a row's group is not known. */
  private int unknown = -1;

  /** Which rows a loop looks at. */
  enum Rows {
    ALL,
    /** Those of a selection. */
    LISTED,
    /** All, most of which count: as a mask says, for straight access is faster than by a list. */
    MASKED
  }

  FusedLoop(FusedShape shape, List<Form> forms, Rows rows) {
    inputs = new LoopInputs(builder, shape.leaves().all(), forms, shape.input());
    code = new ExprCode(builder, shape.leaves(), inputs.values());
    if (rows == Rows.MASKED) {
      maskArray = builder.array(ArrayType.INTS, "mask");
      mask = builder.let(new Code.Element(maskArray, ArrayType.INTS, new Code.Row()));
    } else {
      maskArray = -1;
      mask = null;
    }
    // Rows that do not count go to nobody's cells where there are keys.
    counted = mask == null || !shape.keys().isEmpty() ? null : builder.let(Code.widen(mask));
    List<AccumulatorSpec> specs = shape.layout().accumulators();
    for (int a = 0; a < specs.size(); a++) {
      addTarget(a, specs.get(a), shape);
    }
    if (shape.keys().isEmpty()) {
      keys = null;
      cells.forEach(cell -> builder.carry(cell.update(), cell.value()));
    } else {
      keys =
          FusedKeys.of(
              builder,
              shape.keys().stream().map(key -> inputs.values().get(key)).toList(),
              mask,
              cells.size());
      change();
    }
    loop = builder.build("the groups and their states", rows != Rows.LISTED);
  }

  private void change() {
    cellArray = builder.array(ArrayType.LONGS, "cells");
    Code first = keys.firstCell();
    for (int c = 0; c < cells.size(); c++) {
      Code index = c == 0 ? first : two(Binary.PLUS, first, new Code.Constant(c, Code.Kind.INT));
      builder.change(cellArray, index, cells.get(c).update(), cells.get(c).value());
    }
    Code before = two(Binary.DISTANCE, first, new Code.Constant(1, Code.Kind.INT));
    unknown =
        builder.carry(Update.OR, Code.widen(mask == null ? before : two(Binary.AND, before, mask)));
  }

  private void addTarget(int accumulator, AccumulatorSpec spec, FusedShape shape) {
    Code filter =
        spec.filter() < 0
            ? counted
            : both(counted, code.truth(shape.columns().get(spec.filter())).yes());
    Expr argument = spec.argument() < 0 ? null : shape.columns().get(spec.argument());
    ExprCode.Value value = argument == null ? null : value(argument);
    Code valid = value == null ? null : value.valid();
    if (spec.kind() == Kind.NULLS) {
      if (valid != null) {
        int rows = rows(both(filter, Code.not(valid)));
        targets.add(new Target(accumulator, rows, rows));
      }
      return;
    }
    Code some = both(filter, valid);
    int rows = rows(some);
    switch (spec.kind()) {
      case ROWS -> targets.add(new Target(accumulator, rows, rows));
      case EXACT_SUM -> {
        Code kept = some == null ? value.code() : builder.let(two(Binary.AND, value.code(), some));
        targets.add(new Target(accumulator, cell(Update.ADD, kept), rows));
      }
      case MIN -> extreme(accumulator, Update.MIN, some, value.code(), rows);
      case MAX -> extreme(accumulator, Update.MAX, some, value.code(), rows);
      case NULLS, DOUBLE_SUM, FIRST, MOMENTS, COLLECT ->
          throw new IllegalStateException(spec.toString());
    }
  }

  private ExprCode.Value value(Expr argument) {
    if (argument.type() != Simple.BOOLEAN) {
      return code.value(argument);
    }
    ExprCode.Truth truth = code.truth(argument);
    Code bit = builder.let(two(Binary.AND, truth.yes(), Code.constant(1)));
    return new ExprCode.Value(bit, builder.let(two(Binary.OR, truth.yes(), truth.no())));
  }

  private void extreme(int accumulator, Update update, Code some, Code value, int rows) {
    long neutral = update == Update.MIN ? Long.MAX_VALUE : Long.MIN_VALUE;
    Code kept =
        some == null ? value : builder.let(new Code.Blend(some, value, Code.constant(neutral)));
    targets.add(new Target(accumulator, cell(update, kept), rows));
  }

  private Code both(Code a, Code b) {
    return a == null ? b : b == null ? a : builder.let(two(Binary.AND, a, b));
  }

  /** The cell that counts the rows of a mask: downwards, for a mask is -1. */
  private int rows(Code mask) {
    return cell(Update.ADD, mask == null ? Code.constant(-1) : mask);
  }

  private int cell(Update update, Code value) {
    Cell cell = new Cell(update, value);
    int index = cells.indexOf(cell);
    if (index < 0) {
      cells.add(cell);
      return cells.size() - 1;
    }
    return index;
  }

  Loop loop() {
    return loop;
  }

  LoopInputs inputs() {
    return inputs;
  }

  /** Null without keys. */
  FusedKeys keys() {
    return keys;
  }

  long[] literals() {
    return builder.literals();
  }

  Map<Integer, Interval> limits() {
    return builder.limits();
  }

  int cellCount() {
    return cells.size();
  }

  int cellArray() {
    return cellArray;
  }

  /** The array of the mask, or -1. */
  int maskArray() {
    return maskArray;
  }

  int unknown() {
    return unknown;
  }

  List<Target> targets() {
    return targets;
  }

  /** Puts the values before the first row into the cells of so many groups. */
  void clear(long[] to, int groups) {
    int at = 0;
    for (int g = 0; g < groups; g++) {
      for (Cell cell : cells) {
        to[at++] = new Loop.Register(cell.update()).neutral();
      }
    }
  }

  /** Bounds of what a cell takes in, by the bounds of the loop's steps. */
  Interval bound(int cell, Interval[] steps) {
    int first = loop.body().size() - cells.size() - (unknown >= 0 ? 1 : 0);
    return steps[first + cell];
  }
}
