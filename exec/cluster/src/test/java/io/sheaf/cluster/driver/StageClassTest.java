package io.sheaf.cluster.driver;

import static io.sheaf.cluster.driver.StageClass.EXACT;
import static io.sheaf.cluster.driver.StageClass.INDETERMINATE;
import static io.sheaf.cluster.driver.StageClass.UNORDERED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.SerializedCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a stage's rows follows from its operators and from what it reads. */
class StageClassTest {
  private static PhysicalPlan scan(Simple type, long limit) {
    return new PhysicalPlan.Scan(
        new TableRef("parquet", "t"),
        Schema.of(new Field("n", type, false)),
        List.of(0),
        ScanPredicate.ALL,
        null,
        limit,
        Estimate.UNKNOWN);
  }

  private static PhysicalPlan spread(PhysicalPlan input) {
    return new Exchange(input, new Partitioning.Hash(List.of(0), 2));
  }

  private static PhysicalPlan sum(PhysicalPlan input, Simple type) {
    return new Aggregate(
        input,
        AggregateStep.SINGLE,
        List.of(),
        List.of(new AggregateCall(AggregateFunction.SUM, List.of(0), false, -1, type)),
        Schema.of(new Field("s", type, true)),
        Estimate.UNKNOWN);
  }

  private static PhysicalPlan code(PhysicalPlan input, boolean ordered, boolean loose) {
    SerializedCode code = SerializedCode.of(new byte[] {1}, List.of(), List.of(), ordered, loose);
    return new PhysicalPlan.UserCode("code", code, List.of(input), 2, input.schema());
  }

  private static List<StageClass> classes(PhysicalPlan plan) {
    return StageClass.of(StageGraph.cut(RddCompiler.compile(plan, 2)));
  }

  @Test
  void whatIsReadInOneOrderStaysExact() {
    PhysicalPlan scan = scan(Simple.BIGINT, Long.MAX_VALUE);
    assertEquals(List.of(EXACT, EXACT), classes(spread(scan)));
    assertEquals(List.of(EXACT, EXACT, EXACT), classes(spread(new Limit(spread(scan), 0, 5))));
    assertEquals(
        List.of(EXACT, UNORDERED, UNORDERED), classes(spread(new Sort(spread(scan), List.of()))));
  }

  @Test
  void whoeverChoosesAmongUnorderedRowsMayChooseOtherwise() {
    PhysicalPlan sorted = new Sort(spread(scan(Simple.BIGINT, Long.MAX_VALUE)), List.of());
    assertEquals(
        List.of(EXACT, UNORDERED, INDETERMINATE, INDETERMINATE),
        classes(spread(new Limit(spread(sorted), 0, 5))));
    assertEquals(List.of(INDETERMINATE, INDETERMINATE), classes(spread(scan(Simple.BIGINT, 5))));
  }

  @Test
  void whoeverNumbersWhatLooseCodeGivesMayNumberOtherwise() {
    PhysicalPlan read = spread(scan(Simple.BIGINT, Long.MAX_VALUE));
    assertEquals(List.of(EXACT, EXACT, EXACT), classes(spread(code(read, true, false))));
    assertEquals(List.of(EXACT, UNORDERED, UNORDERED), classes(spread(code(read, false, true))));
    assertEquals(
        List.of(EXACT, INDETERMINATE, INDETERMINATE), classes(spread(code(read, true, true))));
    PhysicalPlan loose = spread(code(read, false, true));
    assertEquals(
        List.of(EXACT, UNORDERED, INDETERMINATE, INDETERMINATE),
        classes(spread(code(loose, true, false))));
  }

  @Test
  void sumsThatAreRoundedDependOnTheOrder() {
    for (Simple type : List.of(Simple.BIGINT, Simple.DOUBLE)) {
      StageClass summed = type == Simple.BIGINT ? UNORDERED : INDETERMINATE;
      assertEquals(
          List.of(EXACT, summed, summed),
          classes(spread(sum(spread(scan(type, Long.MAX_VALUE)), type))));
    }
  }
}
