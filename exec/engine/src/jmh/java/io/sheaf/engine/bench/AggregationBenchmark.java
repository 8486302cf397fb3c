package io.sheaf.engine.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** COUNT(*) and SUM of a price by keys of several kinds. */
@OperationsPerInvocation(Facts.ROWS)
public class AggregationBenchmark {
  private static long grouped(Plans plans, int key) {
    return plans.rows(Plans.grouped(plans.facts(key, Facts.PRICE), true, 0));
  }

  @Benchmark
  public long byWord(Plans plans) {
    return grouped(plans, Facts.WORD);
  }

  @Benchmark
  public long byClusteredNumber(Plans plans) {
    return grouped(plans, Facts.CLUSTERED);
  }

  @Benchmark
  public long byDenseNumber(Plans plans) {
    return grouped(plans, Facts.DENSE);
  }

  @Benchmark
  public long bySparseNumber(Plans plans) {
    return grouped(plans, Facts.SPARSE);
  }

  @Benchmark
  public long byText(Plans plans) {
    return grouped(plans, Facts.COMMENT);
  }

  @Benchmark
  public long withoutKeys(Plans plans) {
    return plans.rows(Plans.grouped(plans.facts(Facts.DAY, Facts.PRICE), true));
  }
}
