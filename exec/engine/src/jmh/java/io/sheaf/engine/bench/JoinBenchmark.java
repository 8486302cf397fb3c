package io.sheaf.engine.bench;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Joins of the facts with themselves, counted: one build row and one probe row an operation. */
@OperationsPerInvocation(Facts.ROWS)
public class JoinBenchmark {
  private static long joined(Plans plans, JoinKind kind, int probeKey, int buildKey) {
    PhysicalPlan probe = plans.facts(probeKey);
    PhysicalPlan build = plans.facts(buildKey, Facts.PRICE);
    List<Field> fields = new ArrayList<>(probe.schema().fields());
    if (kind == JoinKind.INNER) {
      fields.addAll(build.schema().fields());
    }
    PhysicalPlan join =
        new PhysicalPlan.HashJoin(
            kind,
            probe,
            build,
            new PhysicalPlan.Keys(List.of(0), List.of(0), List.of(false)),
            null,
            false,
            new Schema(fields),
            Estimate.UNKNOWN);
    return plans.rows(Plans.grouped(join, false));
  }

  @Benchmark
  public long innerOnDenseNumbers(Plans plans) {
    return joined(plans, JoinKind.INNER, Facts.DENSE, Facts.DENSE);
  }

  @Benchmark
  public long innerOnSparseNumbers(Plans plans) {
    return joined(plans, JoinKind.INNER, Facts.SPARSE, Facts.SPARSE);
  }

  @Benchmark
  public long semiOnDenseNumbers(Plans plans) {
    return joined(plans, JoinKind.SEMI, Facts.DENSE, Facts.CLUSTERED);
  }

  @Benchmark
  public long antiOnText(Plans plans) {
    return joined(plans, JoinKind.ANTI, Facts.WORD, Facts.COMMENT);
  }
}
