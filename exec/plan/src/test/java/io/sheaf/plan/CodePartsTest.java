package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.PhysicalPlan.PartitionMap;
import io.sheaf.plan.PhysicalPlan.Union;
import io.sheaf.plan.PhysicalPlan.UserCode;
import io.sheaf.plan.SerializedCode.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which parts of code a task reads. */
class CodePartsTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  private static UserCode list(int number, int slices) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      parts.add(new byte[] {(byte) (10 * number + i)});
    }
    Value value = new Value("value " + number, new byte[] {99});
    SerializedCode code =
        SerializedCode.of(new byte[] {(byte) number}, parts, List.of(value), false);
    return new UserCode("list", code, List.of(), slices, SCHEMA);
  }

  /** The slices that differ from those of the plan when all that is read has been cleared. */
  private static Set<Byte> read(PhysicalPlan plan, int partition) {
    Set<String> names = CodeParts.readBy(plan, partition);
    Set<Byte> found = new TreeSet<>();
    CodeParts.map(
        plan,
        (name, bytes) -> {
          if (names.contains(name)) {
            found.add(bytes[0]);
          }
          return bytes;
        });
    return found;
  }

  @Test
  void aTaskReadsTheSliceOfItsPartitionAndAllValues() {
    assertEquals(Set.of((byte) 12, (byte) 99), read(list(1, 4), 2));
    assertEquals(Set.of("value 1"), CodeParts.readBy(withoutSlices(), 0));
  }

  private static PhysicalPlan withoutSlices() {
    SerializedCode code =
        SerializedCode.of(
            new byte[1], List.of(), List.of(new Value("value 1", new byte[1])), false);
    return new UserCode("map", code, List.of(), 3, SCHEMA);
  }

  @Test
  void partitionsMayBeMadeOfOthers() {
    PhysicalPlan first =
        new PartitionMap(list(1, 2), 2, List.of(List.of(0), List.of(1), List.of()));
    PhysicalPlan second =
        new PartitionMap(list(2, 3), 3, List.of(List.of(), List.of(), List.of(0, 2)));
    PhysicalPlan both = new Union(List.of(first, second), SCHEMA);
    assertEquals(Set.of((byte) 11, (byte) 99), read(both, 1));
    assertEquals(Set.of((byte) 20, (byte) 22, (byte) 99), read(both, 2));
  }

  @Test
  void whatIsPutInIsThereAgain() {
    UserCode full = list(1, 2);
    PhysicalPlan hollow = CodeParts.map(full, (name, bytes) -> new byte[0]);
    Set<String> names = CodeParts.readBy(hollow, 1);
    UserCode filled =
        (UserCode)
            CodeParts.map(hollow, (name, bytes) -> names.contains(name) ? new byte[] {7} : bytes);
    assertArrayEquals(new byte[0], filled.code().slices().get(0));
    assertArrayEquals(new byte[] {7}, filled.code().slices().get(1));
    assertEquals(full, filled, "the same code");
  }
}
