package io.sheaf.engine.window;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.LongColumn;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan.Window;
import io.sheaf.plan.WindowCall;
import io.sheaf.plan.WindowFrame;
import io.sheaf.plan.WindowFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes the calls of a window over whole partitions. For one thread. */
final class WindowValues {
  private final WindowRows rows;

  /** Calls often have the same frame. */
  private final Map<WindowFrame, Frames> frames = new HashMap<>();

  private WindowValues(WindowRows rows) {
    this.rows = rows;
  }

  /** A column for each call. */
  static List<Column> of(Window window, WindowRows rows) {
    WindowValues values = new WindowValues(rows);
    List<Column> columns = new ArrayList<>();
    for (WindowCall call : window.calls()) {
      columns.add(values.column(call));
    }
    return columns;
  }

  private Column column(WindowCall call) {
    return switch (call.function()) {
      case ROW_NUMBER -> Rankings.rowNumber(rows, call.type());
      case RANK -> Rankings.rank(rows, call.type());
      case DENSE_RANK -> Rankings.denseRank(rows, call.type());
      case PERCENT_RANK -> Rankings.percentRank(rows);
      case CUME_DIST -> Rankings.cumulativeDistribution(rows);
      case NTILE -> Rankings.ntile(rows, number(call.args().getFirst()), call.type());
      case LAG -> shifted(call, -1);
      case LEAD -> shifted(call, 1);
      case FIRST_VALUE -> picked(call, RowPicks.first(frames(call), passed(call)));
      case LAST_VALUE -> picked(call, RowPicks.last(frames(call), passed(call)));
      case NTH_VALUE ->
          picked(call, RowPicks.nth(frames(call), passed(call), number(call.args().get(1))));
      case COUNT_ALL -> counts(call, null);
      case COUNT -> counts(call, argument(call));
      case SUM -> new FrameSums(frames(call)).sums(argument(call), call.type());
      case MIN, MAX -> {
        boolean greatest = call.function() == WindowFunction.MAX;
        yield picked(call, new FrameExtremes(frames(call), argument(call), greatest).rows());
      }
    };
  }

  private Column counts(WindowCall call, Column values) {
    return new LongColumn(Simple.BIGINT, new FrameSums(frames(call)).counts(values));
  }

  private Column shifted(WindowCall call, int sign) {
    List<Expr> args = call.args();
    LongColumn distances =
        number(args.size() > 1 ? args.get(1) : new Expr.Literal(1L, Simple.BIGINT));
    int[] picked = RowPicks.shifted(rows, distances, sign, passed(call));
    return args.size() < 3
        ? picked(call, picked)
        : RowPicks.values(argument(call), picked, value(args.get(2)));
  }

  private Column picked(WindowCall call, int[] picked) {
    return RowPicks.values(argument(call), picked);
  }

  private Column argument(WindowCall call) {
    return value(call.args().getFirst());
  }

  /** The values whose NULLs are passed over, or null if they are not. */
  private Column passed(WindowCall call) {
    return call.ignoreNulls() ? argument(call) : null;
  }

  private LongColumn number(Expr expr) {
    return (LongColumn) value(expr);
  }

  /** A value for each row, not constant. */
  private Column value(Expr expr) {
    Column column = ExprCompiler.compile(expr).open().evaluate(rows.batch());
    return Columns.flatten(column, rows.rows());
  }

  private Frames frames(WindowCall call) {
    return frames.computeIfAbsent(call.frame(), frame -> new Frames(frame, rows, this::value));
  }
}
