package io.sheaf.engine.bench;

import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SortKey;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Orders of all rows and of the first ones. */
@OperationsPerInvocation(Facts.ROWS)
public class SortBenchmark {
  private static final List<SortKey> FIRST = List.of(new SortKey(0, false, false));

  @Benchmark
  public long byNumber(Plans plans) {
    return plans.rows(new PhysicalPlan.Sort(plans.facts(Facts.SPARSE, Facts.PRICE), FIRST));
  }

  @Benchmark
  public long byDayAndWord(Plans plans) {
    List<SortKey> keys = List.of(new SortKey(0, true, false), new SortKey(1, false, false));
    return plans.rows(new PhysicalPlan.Sort(plans.facts(Facts.DAY, Facts.WORD, Facts.PRICE), keys));
  }

  @Benchmark
  public long byText(Plans plans) {
    return plans.rows(new PhysicalPlan.Sort(plans.facts(Facts.COMMENT), FIRST));
  }

  @Benchmark
  public long firstHundred(Plans plans) {
    return plans.rows(
        new PhysicalPlan.TopN(plans.facts(Facts.SPARSE, Facts.COMMENT), FIRST, 0, 100));
  }
}
