package io.sheaf.engine.bench;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Expr.Call;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.ScalarFunction;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Conditions, each with a count of the rows that they leave. */
@OperationsPerInvocation(Facts.ROWS)
public class FilterBenchmark {
  private static Expr call(ScalarFunction function, Expr... args) {
    return new Call(function, List.of(args), Simple.BOOLEAN);
  }

  private static long count(Plans plans, PhysicalPlan input) {
    return plans.rows(Plans.grouped(input, false));
  }

  /** A year of days and a third of the prices. */
  @Benchmark
  public long ranges(Plans plans) {
    PhysicalPlan facts = plans.facts(Facts.DAY, Facts.PRICE);
    Expr day = Plans.column(facts, 0);
    Expr price = Plans.column(facts, 1);
    Expr condition =
        Expr.and(
            List.of(
                call(ScalarFunction.GREATER_OR_EQUAL, day, new Literal(9000L, Simple.DATE)),
                call(ScalarFunction.LESS, day, new Literal(9365L, Simple.DATE)),
                call(
                    ScalarFunction.LESS,
                    price,
                    new Literal(java.math.BigDecimal.valueOf(33_333), price.type()))));
    return count(plans, plans.filtered(condition, Facts.DAY, Facts.PRICE));
  }

  @Benchmark
  public long likeOfCodes(Plans plans) {
    return like(plans, Facts.WORD, "%a%");
  }

  @Benchmark
  public long likeOfText(Plans plans) {
    return like(plans, Facts.COMMENT, "%special%requests%");
  }

  private static long like(Plans plans, int column, String pattern) {
    Expr text = Plans.column(plans.facts(column), 0);
    Expr condition = call(ScalarFunction.LIKE, text, new Literal(pattern, text.type()));
    return count(plans, plans.filtered(condition, column));
  }
}
