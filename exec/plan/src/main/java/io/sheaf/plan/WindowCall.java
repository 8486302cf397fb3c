package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One function of a {@link PhysicalPlan.Window}.
 *
 * @param args columns of the input or constants, as {@link WindowFunction} says
 * @param frame what functions with a frame read
 * @param ignoreNulls whether rows with a NULL value are as if they were not there, for functions
 *     that give the value of some row
 * @param result the column that it adds
 */
public record WindowCall(
    WindowFunction function,
    List<Expr> args,
    WindowFrame frame,
    boolean ignoreNulls,
    Field result) {
  public WindowCall {
    Objects.requireNonNull(frame);
    Objects.requireNonNull(result);
    args = List.copyOf(args);
    if (!function.takes(args.size())) {
      throw new IllegalArgumentException(function + " of " + args);
    }
    for (Expr arg : args) {
      if (!(arg instanceof Expr.InputRef) && !(arg instanceof Expr.Literal)) {
        throw new IllegalArgumentException(function + " of " + arg);
      }
    }
  }

  public DataType type() {
    return result.type();
  }

  /** All that it reads of the input. */
  public List<Expr> reads() {
    List<Expr> all = new ArrayList<>(args);
    frame.start().offset().ifPresent(all::add);
    frame.end().offset().ifPresent(all::add);
    return all;
  }

  /** The same call where what it reads is somewhere else. */
  public WindowCall reading(UnaryOperator<Expr> moved) {
    return new WindowCall(
        function, args.stream().map(moved).toList(), frame.reading(moved), ignoreNulls, result);
  }

  /** Whether the value may be another one where peers come in another order. */
  boolean dependsOnPeerOrder() {
    return switch (function) {
      case RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> false;
      case ROW_NUMBER, NTILE, LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE -> true;
      case COUNT_ALL, COUNT, MIN, MAX ->
          frame.unit() == WindowFrame.Unit.ROWS
              || frame.exclusion() == WindowFrame.Exclusion.CURRENT_ROW
              || frame.exclusion() == WindowFrame.Exclusion.TIES;
      case SUM -> true; // of floating numbers
    };
  }

  @Override
  public String toString() {
    String text =
        args.stream().map(Expr::toString).collect(Collectors.joining(", ", function + "(", ")"));
    return text
        + (ignoreNulls ? " IGNORE NULLS" : "")
        + (function.hasFrame() && !frame.equals(WindowFrame.USUAL) ? " " + frame : "");
  }
}
