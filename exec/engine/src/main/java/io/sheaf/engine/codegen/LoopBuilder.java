package io.sheaf.engine.codegen;

import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.Code.Kind;
import io.sheaf.engine.codegen.Loop.Array;
import io.sheaf.engine.codegen.Loop.Register;
import io.sheaf.engine.codegen.Loop.Step;
import io.sheaf.engine.codegen.Loop.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a loop together. What is computed twice becomes one variable. For one thread. */
public final class LoopBuilder {
  private final List<Array> arrays = new ArrayList<>();
  private final List<Kind> parameters = new ArrayList<>();
  private final List<Long> literals = new ArrayList<>();
  private final List<Register> registers = new ArrayList<>();
  private final List<Step> body = new ArrayList<>();
  private final Map<Code, Code.Variable> known = new HashMap<>();
  private final Map<Integer, Interval> limits = new HashMap<>();
  private int variables;

  public int array(ArrayType type, String name) {
    arrays.add(new Array(type, name));
    return arrays.size() - 1;
  }

  /** A parameter whose value is the same in all calls of this statement, or is set before each. */
  public Code.Parameter parameter(Kind kind, long value) {
    parameters.add(kind);
    literals.add(value);
    return new Code.Parameter(parameters.size() - 1, kind);
  }

  /** The value in a variable, unless it costs nothing. */
  public Code let(Code value) {
    return switch (value) {
      case Code.Constant c -> c;
      case Code.Parameter p -> p;
      case Code.Variable v -> v;
      case Code.Row r -> r;
      case Code.Position p -> p;
      case Code.Element e -> variable(value);
      case Code.Valid v -> variable(value);
      case Code.One o -> variable(value);
      case Code.Two t -> variable(value);
      case Code.Blend b -> variable(value);
    };
  }

  /** The value in a variable, which must lie within bounds for the loop to be right. */
  public Code let(Code value, Interval allowed) {
    Code.Variable variable = value instanceof Code.Variable v ? v : variable(value);
    limits.merge(
        variable.index(),
        allowed,
        (a, b) -> new Interval(Math.max(a.min(), b.min()), Math.min(a.max(), b.max())));
    return variable;
  }

  private Code.Variable variable(Code value) {
    return known.computeIfAbsent(
        value,
        v -> {
          body.add(new Loop.Let(variables, v));
          return new Code.Variable(variables++, v.kind());
        });
  }

  public void change(int array, Code index, Update update, Code value) {
    body.add(new Loop.Change(array, index, update, value));
  }

  /** A new register that the value goes into. */
  public int carry(Update update, Code value) {
    registers.add(new Register(update));
    body.add(new Loop.Carry(registers.size() - 1, value));
    return registers.size() - 1;
  }

  /** Values of the parameters so far. */
  public long[] literals() {
    return literals.stream().mapToLong(Long::longValue).toArray();
  }

  /** Bounds within which variables must lie, by their numbers. */
  public Map<Integer, Interval> limits() {
    return Map.copyOf(limits);
  }

  public Loop build(String title, boolean dense) {
    return new Loop(title, arrays, parameters, dense, registers, body);
  }
}
