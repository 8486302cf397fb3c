package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.UserCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** The large parts of the code in a plan, which need not travel with it each time. */
public final class CodeParts {
  private CodeParts() {}

  /**
   * The plan with something else in the place of slices and values of its code.
   *
   * @param change see {@link SerializedCode#mapParts}
   */
  public static PhysicalPlan map(PhysicalPlan node, BiFunction<String, byte[], byte[]> change) {
    List<PhysicalPlan> inputs = new ArrayList<>();
    boolean same = true;
    for (PhysicalPlan input : node.inputs()) {
      PhysicalPlan mapped = map(input, change);
      same &= mapped == input;
      inputs.add(mapped);
    }
    if (node instanceof UserCode u
        && !(u.code().slices().isEmpty() && u.code().values().isEmpty())) {
      return new UserCode(u.kind(), u.code().mapParts(change), inputs, u.partitions(), u.schema());
    }
    return same ? node : node.withInputs(inputs);
  }

  /**
   * Names of the parts that the task of one partition reads: its slices, and all values.
   *
   * @param partition of the rows that the plan gives
   */
  public static Set<String> readBy(PhysicalPlan plan, int partition) {
    Set<String> names = new HashSet<>();
    collect(plan, partition, names);
    return names;
  }

  private static void collect(PhysicalPlan node, int partition, Set<String> names) {
    if (node instanceof PhysicalPlan.PartitionMap map) {
      map.parts().get(partition).forEach(part -> collect(map.input(), part, names));
      return;
    }
    if (node instanceof UserCode u) {
      u.code().values().forEach(value -> names.add(value.id()));
      if (!u.code().slices().isEmpty()) {
        names.add(u.code().sliceName(partition));
      }
    }
    node.inputs().forEach(input -> collect(input, partition, names));
  }
}
