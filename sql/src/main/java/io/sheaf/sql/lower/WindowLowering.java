package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SortKey;
import io.sheaf.plan.WindowCall;
import io.sheaf.plan.WindowFrame;
import io.sheaf.plan.WindowFunction;
import io.sheaf.sql.validate.TypeMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * A projection with functions over windows: what these read is computed first, then a {@link
 * PhysicalPlan.Window} for each way in which rows are parted and ordered, then the projection. For
 * one projection.
 */
final class WindowLowering {
  /** Digits that hold the sum of any two whole numbers. */
  private static final int WHOLE_DIGITS = 20;

  private final Lowering lowering;
  private final Project project;
  private final PhysicalPlan input;
  private final ExprLowering expressions;

  /** What is computed below the windows, and where it is. */
  private final Map<Expr, Integer> columns = new LinkedHashMap<>();

  private record Parts(List<Integer> partition, List<SortKey> order) {}

  private record Named(RexOver over, WindowCall call) {}

  WindowLowering(Lowering lowering, Project project, PhysicalPlan input) {
    this.lowering = lowering;
    this.project = project;
    this.input = input;
    this.expressions = lowering.expressions(project, input.schema());
  }

  PhysicalPlan lower() {
    Map<Parts, List<Named>> windows = new LinkedHashMap<>();
    for (RexOver over : functions()) {
      Parts parts = parts(over.getWindow());
      windows
          .computeIfAbsent(parts, p -> new ArrayList<>())
          .add(new Named(over, call(over, parts)));
    }
    Rewritten projects = new Rewritten();
    project.getProjects().forEach(node -> node.accept(projects)); // what is read has its columns
    PhysicalPlan plan = below();
    for (Map.Entry<Parts, List<Named>> window : windows.entrySet()) {
      int column = plan.schema().size();
      for (Named named : window.getValue()) {
        projects.places.put(named.over(), column++);
      }
      List<WindowCall> calls = window.getValue().stream().map(Named::call).toList();
      Parts parts = window.getKey();
      plan = new PhysicalPlan.Window(plan, parts.partition(), parts.order(), calls);
    }
    return above(plan, projects);
  }

  private Set<RexOver> functions() {
    Set<RexOver> found = new LinkedHashSet<>();
    RexShuttle finder =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            found.add(over);
            return over;
          }
        };
    project.getProjects().forEach(node -> node.accept(finder));
    return found;
  }

  /** The column below the windows with this value. */
  private Expr.InputRef column(Expr expr) {
    int at = columns.computeIfAbsent(expr, e -> columns.size());
    return new Expr.InputRef(at, expr.type());
  }

  private PhysicalPlan below() {
    List<Field> fields = new ArrayList<>();
    for (Expr expr : columns.keySet()) {
      fields.add(
          expr instanceof Expr.InputRef ref
              ? input.schema().field(ref.index())
              : new Field("$" + fields.size(), expr.type(), true));
    }
    return Lowering.project(input, List.copyOf(columns.keySet()), new Schema(fields));
  }

  private PhysicalPlan above(PhysicalPlan windows, Rewritten projects) {
    ExprLowering over = lowering.expressions(project, windows.schema());
    List<Expr> exprs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < project.getProjects().size(); i++) {
      var field = project.getRowType().getFieldList().get(i);
      Expr expr = over.lower(project.getProjects().get(i).accept(projects));
      exprs.add(expr);
      fields.add(new Field(field.getName(), expr.type(), field.getType().isNullable()));
    }
    return new PhysicalPlan.Project(windows, exprs, new Schema(fields));
  }

  /** Puts columns in the place of what windows compute, and of the input's columns. */
  private final class Rewritten extends RexShuttle {
    private final Map<RexOver, Integer> places = new LinkedHashMap<>();

    @Override
    public RexNode visitOver(RexOver over) {
      Integer at = places.get(over);
      return at == null ? over : new RexInputRef(at, over.getType());
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
      return new RexInputRef(column(expressions.lower(ref)).index(), ref.getType());
    }
  }

  private Parts parts(RexWindow window) {
    List<Integer> partition = new ArrayList<>();
    for (RexNode key : window.partitionKeys) {
      int column = column(expressions.lower(key)).index();
      if (!partition.contains(column)) {
        partition.add(column);
      }
    }
    List<SortKey> order = new ArrayList<>();
    for (RexFieldCollation key : window.orderKeys) {
      order.add(
          new SortKey(
              column(expressions.lower(key.left)).index(),
              key.getDirection().isDescending(),
              key.getNullDirection() == NullDirection.FIRST));
    }
    return new Parts(partition, order);
  }

  private WindowCall call(RexOver over, Parts parts) {
    if (over.isDistinct()) {
      throw ExprLowering.unsupported("DISTINCT in a window function is");
    }
    DataType type = TypeMapping.type(over.getType());
    WindowFunction function = function(over);
    List<Expr> args = new ArrayList<>();
    for (int i = 0; i < over.getOperands().size(); i++) {
      Expr arg = expressions.lower(over.getOperands().get(i));
      args.add(read(Conversions.to(arg, argument(function, i, arg.type(), type))));
    }
    Field result =
        new Field(
            "$" + function.name().toLowerCase(Locale.ROOT), type, over.getType().isNullable());
    return new WindowCall(function, args, frame(over, parts), over.ignoreNulls(), result);
  }

  /** The type in which a function takes an argument. */
  private static DataType argument(
      WindowFunction function, int index, DataType type, DataType result) {
    return switch (function) {
      case NTILE -> Simple.BIGINT;
      case LAG, LEAD, NTH_VALUE -> index == 1 ? Simple.BIGINT : result;
      case FIRST_VALUE, LAST_VALUE, MIN, MAX -> result;
      case COUNT_ALL, COUNT, SUM -> type;
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> type;
    };
  }

  /** Constants are not carried in the rows. */
  private Expr read(Expr expr) {
    return expr instanceof Expr.Literal ? expr : column(expr);
  }

  private static WindowFunction function(RexOver over) {
    return switch (over.getAggOperator().getKind()) {
      case ROW_NUMBER -> WindowFunction.ROW_NUMBER;
      case RANK -> WindowFunction.RANK;
      case DENSE_RANK -> WindowFunction.DENSE_RANK;
      case PERCENT_RANK -> WindowFunction.PERCENT_RANK;
      case CUME_DIST -> WindowFunction.CUME_DIST;
      case NTILE -> WindowFunction.NTILE;
      case LAG -> WindowFunction.LAG;
      case LEAD -> WindowFunction.LEAD;
      case FIRST_VALUE, ANY_VALUE -> WindowFunction.FIRST_VALUE;
      case LAST_VALUE -> WindowFunction.LAST_VALUE;
      case NTH_VALUE -> WindowFunction.NTH_VALUE;
      case COUNT ->
          switch (over.getOperands().size()) {
            case 0 -> WindowFunction.COUNT_ALL;
            case 1 -> WindowFunction.COUNT;
            default -> throw ExprLowering.unsupported("COUNT of several values over a window is");
          };
      case SUM, SUM0 -> WindowFunction.SUM;
      case MIN -> WindowFunction.MIN;
      case MAX -> WindowFunction.MAX;
      default ->
          throw ExprLowering.unsupported(
              "Function " + over.getAggOperator().getName() + " over a window is");
    };
  }

  private WindowFrame frame(RexOver over, Parts parts) {
    RexWindow window = over.getWindow();
    WindowFrame.Unit unit = window.isRows() ? WindowFrame.Unit.ROWS : WindowFrame.Unit.RANGE;
    WindowFrame.Exclusion exclusion =
        switch (window.getExclude()) {
          case EXCLUDE_NO_OTHER -> WindowFrame.Exclusion.NONE;
          case EXCLUDE_CURRENT_ROW -> WindowFrame.Exclusion.CURRENT_ROW;
          case EXCLUDE_GROUP -> WindowFrame.Exclusion.GROUP;
          case EXCLUDE_TIES -> WindowFrame.Exclusion.TIES;
        };
    return new WindowFrame(
        unit,
        bound(window.getLowerBound(), window, parts),
        bound(window.getUpperBound(), window, parts),
        exclusion);
  }

  private WindowFrame.Bound bound(RexWindowBound bound, RexWindow window, Parts parts) {
    if (bound.isCurrentRow()) {
      return new WindowFrame.Bound.CurrentRow();
    }
    if (bound.isUnbounded()) {
      return bound.isPreceding()
          ? new WindowFrame.Bound.UnboundedPreceding()
          : new WindowFrame.Bound.UnboundedFollowing();
    }
    Expr distance =
        window.isRows()
            ? read(Conversions.to(expressions.lower(bound.getOffset()), Simple.BIGINT))
            : read(value(bound, window, parts));
    return bound.isPreceding()
        ? new WindowFrame.Bound.Preceding(distance)
        : new WindowFrame.Bound.Following(distance);
  }

  /** The value of the sort key at the bound of a RANGE. */
  private Expr value(RexWindowBound bound, RexWindow window, Parts parts) {
    RexNode key = window.orderKeys.getFirst().left;
    boolean plus = bound.isPreceding() == parts.order().getFirst().descending();
    RexBuilder rex = project.getCluster().getRexBuilder();
    Expr keyValue = expressions.lower(key);
    Expr value;
    if (SqlTypeUtil.isInterval(bound.getOffset().getType())) {
      value =
          expressions.lower(
              rex.makeCall(
                  key.getType(),
                  plus ? SqlStdOperatorTable.DATETIME_PLUS : SqlStdOperatorTable.MINUS_DATE,
                  List.of(key, bound.getOffset())));
    } else {
      SqlOperator moved = plus ? SqlStdOperatorTable.PLUS : SqlStdOperatorTable.MINUS;
      value =
          expressions.lower(
              SqlTypeUtil.isIntType(key.getType())
                      && SqlTypeUtil.isIntType(bound.getOffset().getType())
                  ? within(key.getType(), moved, key, bound.getOffset())
                  : rex.makeCall(moved, key, bound.getOffset()));
    }
    boolean rounds =
        value.type() instanceof DataType.Decimal wide
            && wide.scale() > Conversions.decimal(keyValue.type()).scale();
    if (rounds) {
      throw ExprLowering.unsupported("A RANGE with more decimal places than its sort key is");
    }
    return Conversions.to(value, keyValue.type());
  }

  /** A whole number that ends where its type does: what lies beyond holds as many rows. */
  private RexNode within(RelDataType type, SqlOperator moved, RexNode key, RexNode offset) {
    RexBuilder rex = project.getCluster().getRexBuilder();
    RelDataTypeFactory types = rex.getTypeFactory();
    RelDataType wide =
        types.createTypeWithNullability(
            types.createSqlType(SqlTypeName.DECIMAL, WHOLE_DIGITS, 0), true);
    RexNode value =
        rex.makeCall(
            moved,
            rex.makeAbstractCast(wide, key, false),
            rex.makeAbstractCast(wide, offset, false));
    RexNode least = rex.makeLiteral(limit(type, false), wide, false);
    RexNode most = rex.makeLiteral(limit(type, true), wide, false);
    return rex.makeCall(
        SqlStdOperatorTable.CASE,
        rex.makeCall(SqlStdOperatorTable.LESS_THAN, value, least),
        least,
        rex.makeCall(SqlStdOperatorTable.GREATER_THAN, value, most),
        most,
        value);
  }

  private static Object limit(RelDataType type, boolean greatest) {
    return type.getSqlTypeName().getLimit(greatest, SqlTypeName.Limit.OVERFLOW, false, -1, -1);
  }
}
