package io.sheaf.engine.codegen;

import io.sheaf.engine.codegen.Loop.Array;
import io.sheaf.engine.codegen.Loop.Carry;
import io.sheaf.engine.codegen.Loop.Change;
import io.sheaf.engine.codegen.Loop.Let;
import io.sheaf.engine.codegen.Loop.Step;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a loop as Java that a person can read: EXPLAIN (CODEGEN). */
public final class LoopPrinter {
  private final Loop loop;
  private final long[] parameters;
  private final StringBuilder out = new StringBuilder();

  private LoopPrinter(Loop loop, long[] parameters) {
    this.loop = loop;
    this.parameters = parameters;
  }

  /** The loop alone. */
  public static String print(Loop loop) {
    return new LoopPrinter(loop, null).text();
  }

  /** The loop with its parameters, as one statement gives them. */
  public static String print(Loop loop, long[] parameters) {
    return new LoopPrinter(loop, parameters).text();
  }

  private String text() {
    List<String> arguments =
        loop.arrays().stream()
            .map(a -> a.type().name().toLowerCase(Locale.ROOT).replaceAll("s$", "[] ") + a.name())
            .collect(Collectors.toList());
    out.append("// ").append(loop.title()).append('\n');
    out.append("(").append(String.join(", ", arguments)).append(") {\n");
    for (int p = 0; parameters != null && p < parameters.length; p++) {
      Code.Kind kind = loop.parameters().get(p);
      out.append("  final ").append(kind.name().toLowerCase(Locale.ROOT)).append(" p").append(p);
      out.append(" = ");
      out.append(
          kind == Code.Kind.DOUBLE
              ? Double.toString(Double.longBitsToDouble(parameters[p]))
              : Long.toString(parameters[p]));
      out.append(";\n");
    }
    for (int r = 0; r < loop.registers().size(); r++) {
      out.append("  long r").append(r).append(" = ");
      out.append(initial(loop.registers().get(r))).append(";\n");
    }
    if (loop.dense()) {
      out.append("  for (int row = 0; row < count; row++) {\n");
    } else {
      out.append("  for (int i = 0; i < count; i++) {\n    int row = rows[i];\n");
    }
    for (Step step : loop.body()) {
      out.append("    ").append(step(step)).append(";\n");
    }
    return out.append("  }\n}\n").toString();
  }

  private static String initial(Loop.Register register) {
    return switch (register.update()) {
      case SET, ADD, OR -> "0";
      case MIN -> "Long.MAX_VALUE";
      case MAX -> "Long.MIN_VALUE";
    };
  }

  private String step(Step step) {
    return switch (step) {
      case Let s ->
          s.value().kind().name().toLowerCase(Locale.ROOT)
              + " v"
              + s.variable()
              + " = "
              + code(s.value());
      case Change s ->
          update(array(s.array()) + "[" + code(s.index()) + "]", s.update(), code(s.value()));
      case Carry s ->
          update("r" + s.register(), loop.registers().get(s.register()).update(), code(s.value()));
    };
  }

  private static String update(String target, Loop.Update update, String value) {
    return switch (update) {
      case SET -> target + " = " + value;
      case ADD -> target + " += " + value;
      case OR -> target + " |= " + value;
      case MIN -> target + " = min(" + target + ", " + value + ")";
      case MAX -> target + " = max(" + target + ", " + value + ")";
    };
  }

  private String array(int index) {
    Array array = loop.arrays().get(index);
    return array.name();
  }

  private String code(Code code) {
    return switch (code) {
      case Code.Constant c -> Long.toString(c.value());
      case Code.Parameter c -> "p" + c.index();
      case Code.Variable c -> "v" + c.index();
      case Code.Row c -> "row";
      case Code.Position c -> loop.dense() ? "row" : "i";
      case Code.Element c -> array(c.array()) + "[" + code(c.index()) + "]";
      case Code.Valid c -> "bit(" + array(c.array()) + ", row)";
      case Code.One c -> one(c);
      case Code.Two c -> two(c);
      case Code.Blend c ->
          "(" + code(c.mask()) + " ? " + code(c.yes()) + " : " + code(c.no()) + ")";
    };
  }

  private String one(Code.One c) {
    return switch (c.function()) {
      case NOT -> "~" + code(c.arg());
      case NEGATE -> "-" + code(c.arg());
      case SIGN -> "(" + code(c.arg()) + " < 0)";
      case WIDEN -> code(c.arg());
      case NARROW -> "(int) " + code(c.arg());
      case HIGH -> "(int) (" + code(c.arg()) + " >> 32)";
      case TO_DOUBLE -> "(double) " + code(c.arg());
    };
  }

  private String two(Code.Two c) {
    String left = code(c.left());
    String right = code(c.right());
    return switch (c.function()) {
      case ADD, PLUS -> infix(left, "+", right);
      case SUBTRACT, DISTANCE -> infix(left, "-", right);
      case MULTIPLY, TIMES -> infix(left, "*", right);
      case AND -> infix(left, "&", right);
      case OR -> infix(left, "|", right);
      case XOR -> infix(left, "^", right);
      case SHIFT_LEFT -> infix(left, "<<", right);
      case LESS -> infix(left, "<", right);
      case EQUAL -> infix(left, "==", right);
      case MIN -> "min(" + left + ", " + right + ")";
      case MAX -> "max(" + left + ", " + right + ")";
    };
  }

  private static String infix(String left, String symbol, String right) {
    return "(" + left + " " + symbol + " " + right + ")";
  }
}
