package io.sheaf.sql.optimize;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.validate.PairStatistic;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/**
 * Statistics of two columns are computed of variances and means of one: the covariance is a quarter
 * of what the variance of {@code y + x} is above that of {@code y - x}, which keeps digits that a
 * sum of products would lose where both are far from 0, but loses those of a column that is much
 * smaller than the other.
 */
final class PairAggregates implements Phase {
  @Override
  public RelNode apply(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            RelNode visited = super.visit(node);
            return visited instanceof Aggregate aggregate
                    && aggregate.getAggCallList().stream().anyMatch(PairAggregates::isRewritten)
                ? new Rewrite(aggregate).rewritten()
                : visited;
          }
        });
  }

  private static boolean isRewritten(AggregateCall call) {
    return isCountOfPairs(call) || PairStatistic.of(call.getAggregation()) != null;
  }

  /** REGR_COUNT has become it, too. */
  private static boolean isCountOfPairs(AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.COUNT
        && call.getArgList().size() == 2
        && !call.isDistinct();
  }

  /** One aggregation with columns of DOUBLE behind its input, and what is computed of its calls. */
  private static final class Rewrite {
    private final Aggregate aggregate;
    private final RexBuilder expressions;
    private final List<RexNode> columns = new ArrayList<>();
    private final List<AggregateCall> calls = new ArrayList<>();

    Rewrite(Aggregate aggregate) {
      this.aggregate = aggregate;
      this.expressions = aggregate.getCluster().getRexBuilder();
      int count = aggregate.getInput().getRowType().getFieldCount();
      for (int i = 0; i < count; i++) {
        columns.add(expressions.makeInputRef(aggregate.getInput(), i));
      }
    }

    RelNode rewritten() {
      List<RexNode> outputs = new ArrayList<>();
      List<RelDataType> types =
          aggregate.getRowType().getFieldList().stream().map(field -> field.getType()).toList();
      int keys = aggregate.getGroupCount();
      for (int i = 0; i < keys; i++) {
        outputs.add(expressions.makeInputRef(types.get(i), i));
      }
      for (AggregateCall call : aggregate.getAggCallList()) {
        PairStatistic statistic = PairStatistic.of(call.getAggregation());
        RexNode value =
            statistic != null
                ? new Pair(call).value(statistic)
                : isCountOfPairs(call) ? new Pair(call).count() : added(call);
        outputs.add(expressions.ensureType(types.get(outputs.size()), value, true));
      }
      RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(aggregate.getCluster(), null);
      RelNode input = builder.push(aggregate.getInput()).project(columns).build();
      RelNode grouped =
          aggregate.copy(
              aggregate.getTraitSet(),
              input,
              aggregate.getGroupSet(),
              aggregate.getGroupSets(),
              calls);
      return builder.push(grouped).project(outputs, aggregate.getRowType().getFieldNames()).build();
    }

    private RexNode added(AggregateCall call) {
      calls.add(call);
      return expressions.makeInputRef(call.getType(), aggregate.getGroupCount() + calls.size() - 1);
    }

    private RexNode call(SqlOperator operator, RexNode... arguments) {
      return expressions.makeCall(operator, arguments);
    }

    /** The values of two columns in the rows where both have one. */
    private final class Pair {
      private final AggregateCall call;
      private final RexNode y;
      private final RexNode x;

      Pair(AggregateCall call) {
        if (call.isDistinct()) {
          throw SheafException.user(
              "NOT_SUPPORTED",
              "DISTINCT in " + call.getAggregation().getName() + " is not supported yet");
        }
        this.call = call;
        boolean counted = isCountOfPairs(call);
        this.y = counted ? columns.get(call.getArgList().get(0)) : floating(0);
        this.x = counted ? columns.get(call.getArgList().get(1)) : floating(1);
      }

      private RexNode floating(int argument) {
        RelDataTypeFactory types = aggregate.getCluster().getTypeFactory();
        return expressions.makeCast(
            types.createTypeWithNullability(types.createSqlType(SqlTypeName.DOUBLE), true),
            columns.get(call.getArgList().get(argument)));
      }

      /** The values of the one where the other is not NULL. */
      private RexNode both(RexNode value, RexNode other) {
        return call(
            SqlStdOperatorTable.CASE,
            call(SqlStdOperatorTable.IS_NOT_NULL, other),
            value,
            expressions.makeNullLiteral(value.getType()));
      }

      private RexNode of(SqlAggFunction function, RexNode argument) {
        int column = columns.indexOf(argument);
        if (column < 0) {
          column = columns.size();
          columns.add(argument);
        }
        int arg = column;
        for (int i = 0; i < calls.size(); i++) {
          AggregateCall known = calls.get(i);
          if (known.getAggregation() == function
              && known.getArgList().equals(List.of(arg))
              && known.filterArg == call.filterArg) {
            return expressions.makeInputRef(known.getType(), aggregate.getGroupCount() + i);
          }
        }
        return added(
            AggregateCall.create(
                function,
                false,
                false,
                false,
                List.of(),
                List.of(arg),
                call.filterArg,
                null,
                RelCollations.EMPTY,
                function == SqlStdOperatorTable.COUNT
                    ? aggregate.getCluster().getTypeFactory().createSqlType(SqlTypeName.BIGINT)
                    : argument.getType(),
                null));
      }

      RexNode value(PairStatistic statistic) {
        return switch (statistic) {
          case COVAR_POP -> covariance(SqlStdOperatorTable.VAR_POP);
          case COVAR_SAMP -> covariance(SqlStdOperatorTable.VAR_SAMP);
          case REGR_AVGX -> of(SqlStdOperatorTable.AVG, both(x, y));
          case REGR_AVGY -> of(SqlStdOperatorTable.AVG, both(y, x));
          case REGR_SXX -> times(variance(x, y), rows());
          case REGR_SYY -> times(variance(y, x), rows());
          case REGR_SXY -> times(covariance(SqlStdOperatorTable.VAR_POP), rows());
          case REGR_SLOPE -> slope();
          case REGR_INTERCEPT ->
              call(
                  SqlStdOperatorTable.MINUS,
                  of(SqlStdOperatorTable.AVG, both(y, x)),
                  times(slope(), of(SqlStdOperatorTable.AVG, both(x, y))));
          case CORR -> correlation();
          case REGR_R2 -> determination();
        };
      }

      RexNode count() {
        return of(SqlStdOperatorTable.COUNT, both(x, y));
      }

      private RexNode rows() {
        return expressions.makeCast(x.getType(), count());
      }

      private RexNode variance(RexNode of, RexNode other) {
        return of(SqlStdOperatorTable.VAR_POP, both(of, other));
      }

      private RexNode covariance(SqlAggFunction variance) {
        return divided(
            call(
                SqlStdOperatorTable.MINUS,
                of(variance, call(SqlStdOperatorTable.PLUS, y, x)),
                of(variance, call(SqlStdOperatorTable.MINUS, y, x))),
            number(4));
      }

      private RexNode slope() {
        return divided(covariance(SqlStdOperatorTable.VAR_POP), orNull(variance(x, y)));
      }

      private RexNode correlation() {
        RexNode deviations =
            times(
                call(SqlStdOperatorTable.SQRT, variance(x, y)),
                call(SqlStdOperatorTable.SQRT, variance(y, x)));
        return divided(covariance(SqlStdOperatorTable.VAR_POP), orNull(deviations));
      }

      /** 1 where all y are equal, NULL where all x are. */
      private RexNode determination() {
        RexNode correlation = correlation();
        RexNode none = expressions.makeNullLiteral(x.getType());
        return call(
            SqlStdOperatorTable.CASE,
            call(SqlStdOperatorTable.EQUALS, variance(x, y), number(0)),
            none,
            call(SqlStdOperatorTable.EQUALS, variance(y, x), number(0)),
            number(1),
            times(correlation, correlation));
      }

      private RexNode times(RexNode a, RexNode b) {
        return call(SqlStdOperatorTable.MULTIPLY, a, b);
      }

      private RexNode divided(RexNode a, RexNode b) {
        return call(SqlStdOperatorTable.DIVIDE, a, b);
      }

      private RexNode number(int value) {
        return expressions.makeCast(
            x.getType(), expressions.makeExactLiteral(java.math.BigDecimal.valueOf(value)));
      }

      private RexNode orNull(RexNode value) {
        return call(
            SqlStdOperatorTable.CASE,
            call(SqlStdOperatorTable.EQUALS, value, number(0)),
            expressions.makeNullLiteral(value.getType()),
            value);
      }
    }
  }
}
