package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.UserCode;
import java.util.ArrayList;
import java.util.List;
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
}
