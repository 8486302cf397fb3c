package io.sheaf.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Between moments (TIMESTAMP WITH TIME ZONE) and what clocks and calendars show lies the zone of
 * the session: casts, comparisons and parts of moments get it as an argument. For a zone other than
 * UTC, which is what they mean without one.
 */
final class ZoneConversions extends ExpressionRewrite {
  private final String zone;

  ZoneConversions(RexBuilder expressions, String zone) {
    super(expressions);
    this.zone = zone;
  }

  private static boolean isMoment(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.TIMESTAMP_TZ
        || type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
  }

  private static boolean isMoment(RexNode node) {
    return isMoment(node.getType());
  }

  /** What a clock or a calendar shows, or a text says. */
  private static boolean isShown(RelDataType type) {
    return SqlTypeUtil.isCharacter(type)
        || SqlTypeFamily.DATETIME.contains(type) && !isMoment(type);
  }

  @Override
  public RexNode visitCall(RexCall original) {
    RexNode visited = super.visitCall(original);
    if (!(visited instanceof RexCall call)
        || call.getOperands().stream().noneMatch(ZoneConversions::isMoment) && !isMoment(call)) {
      return visited;
    }
    return switch (call.getKind()) {
      case CAST -> cast(call, false);
      case SAFE_CAST -> cast(call, true);
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          comparison(call);
      case SEARCH -> search(call);
      case EXTRACT -> part(call);
      case FLOOR, CEIL -> moment(shown(call, SqlTypeName.TIMESTAMP, 0), call.getType());
      case PLUS, MINUS -> months(call);
      default -> function(call);
    };
  }

  private RexNode cast(RexCall call, boolean safe) {
    RexNode operand = call.getOperands().getFirst();
    boolean crosses =
        isMoment(operand) ? isShown(call.getType()) : isMoment(call) && isShown(operand.getType());
    return crosses ? convert(operand, call.getType(), safe) : call;
  }

  private RexNode convert(RexNode value, RelDataType type, boolean safe) {
    return expressions.makeCall(
        type,
        safe ? Functions.TRY_CAST_IN_ZONE : Functions.CAST_IN_ZONE,
        List.of(value, expressions.makeLiteral(zone)));
  }

  /** What clocks of the zone show at a moment. */
  private RexNode shown(RexNode moment, SqlTypeName type) {
    var types = expressions.getTypeFactory();
    return convert(
        moment,
        types.createTypeWithNullability(types.createSqlType(type), moment.getType().isNullable()),
        false);
  }

  /** The call on what clocks show at the moments among its operands from one on. */
  private RexCall shown(RexCall call, SqlTypeName type, int from) {
    List<RexNode> operands = new ArrayList<>(call.getOperands());
    for (int i = from; i < operands.size(); i++) {
      if (isMoment(operands.get(i))) {
        operands.set(i, shown(operands.get(i), type));
      }
    }
    RelDataType result = isMoment(call) ? operands.get(from).getType() : call.getType();
    return call.clone(result, operands);
  }

  private RexNode moment(RexNode shown, RelDataType type) {
    return isMoment(type) ? convert(shown, type, false) : shown;
  }

  private RexNode comparison(RexCall call) {
    RelDataType moments =
        (isMoment(call.getOperands().get(0))
                ? call.getOperands().get(0)
                : call.getOperands().get(1))
            .getType();
    List<RexNode> operands = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      boolean shown = !isMoment(operand) && isShown(operand.getType());
      operands.add(
          shown
              ? convert(
                  operand,
                  expressions
                      .getTypeFactory()
                      .createTypeWithNullability(moments, operand.getType().isNullable()),
                  false)
              : operand);
    }
    return call.clone(call.getType(), operands);
  }

  private RexNode search(RexCall call) {
    boolean same = isMoment(call.getOperands().get(0)) == isMoment(call.getOperands().get(1));
    return same ? call : RexUtil.expandSearch(expressions, null, call).accept(this);
  }

  /** EXTRACT; the seconds since 1970 are those of the moment. */
  private RexNode part(RexCall call) {
    RexNode unit = call.getOperands().getFirst();
    boolean epoch =
        unit instanceof RexLiteral literal
            && String.valueOf(literal.getValue()).toUpperCase(Locale.ROOT).contains("EPOCH");
    return epoch ? call : shown(call, SqlTypeName.TIMESTAMP, 1);
  }

  /** Months are counted on the calendar of the zone; days and hours have a fixed length. */
  private RexNode months(RexCall call) {
    boolean months =
        call.getOperands().stream()
            .anyMatch(o -> SqlTypeFamily.INTERVAL_YEAR_MONTH.contains(o.getType()));
    return months && isMoment(call.getOperands().getFirst())
        ? moment(shown(call, SqlTypeName.TIMESTAMP, 0), call.getType())
        : call;
  }

  private RexNode function(RexCall call) {
    if (call.getOperator() == Functions.DATE_TRUNC) {
      return moment(shown(call, SqlTypeName.TIMESTAMP, 1), call.getType());
    }
    if (call.getOperator() == Functions.DATE_PART) {
      return part(call);
    }
    return call.getOperator() == Functions.CONCAT ? shown(call, SqlTypeName.VARCHAR, 0) : call;
  }
}
