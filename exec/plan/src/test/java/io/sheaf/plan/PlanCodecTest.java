package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every record and enum that a plan can hold goes to bytes and back. */
class PlanCodecTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());

  @Test
  void everyPermittedRecordRoundTrips() {
    System.out.println("PlanCodecTest seed " + SEED);
    RandomPlans plans = new RandomPlans(new Random(SEED));
    Set<Class<?>> seen = new HashSet<>();
    for (int round = 0; round < 400; round++) {
      PhysicalPlan plan = plans.plan(3, seen);
      byte[] bytes = PlanCodec.encode(plan);
      PhysicalPlan back = PlanCodec.decode(bytes);
      assertEquals(plan, back, "seed " + SEED);
      assertArrayEquals(bytes, PlanCodec.encode(back));
      assertTrue(PlanPrinter.print(plan).equals(PlanPrinter.print(back)));
    }
    Set<Class<?>> missing = new HashSet<>(CodecWorld.PLANS.classes());
    missing.removeAll(seen);
    assertEquals(Set.of(), missing, "records that the test never makes");
  }

  @Test
  void sharedSubtreesStayShared() {
    RandomPlans plans = new RandomPlans(new Random(1));
    PhysicalPlan input = plans.plan(2, new HashSet<>());
    PhysicalPlan union = new PhysicalPlan.Union(List.of(input, input, input), input.schema());
    PhysicalPlan back = PlanCodec.decode(PlanCodec.encode(union));
    assertSame(back.inputs().get(0), back.inputs().get(2));
  }

  @Test
  void damagedBytesAreRefused() {
    Random random = new Random(SEED);
    RandomPlans plans = new RandomPlans(random);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = PlanCodec.encode(plans.plan(3, new HashSet<>()));
      for (int flip = 0; flip < 5; flip++) {
        byte[] bad = bytes.clone();
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        try {
          PlanCodec.decode(bad);
        } catch (SheafException e) {
          assertEquals(SheafException.Blame.EXTERNAL, e.blame(), "seed " + SEED);
        }
      }
      byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      assertThrows(SheafException.class, () -> PlanCodec.decode(cut));
    }
  }
}
