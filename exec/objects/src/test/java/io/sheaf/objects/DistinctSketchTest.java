package io.sheaf.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.SheafException;
import org.junit.jupiter.api.Test;

/** Estimates are as near as was asked for. */
class DistinctSketchTest {
  @Test
  void estimatesAreNear() {
    for (int count : new int[] {0, 1, 10, 100, 1000, 10_000, 1_000_000}) {
      byte[] sketch = DistinctSketch.empty(0.02);
      byte[] other = DistinctSketch.empty(0.02);
      for (int i = 0; i < count; i++) {
        DistinctSketch.add(i % 2 == 0 ? sketch : other, i);
        DistinctSketch.add(sketch, i);
      }
      DistinctSketch.merge(sketch, other);
      assertEquals(count, DistinctSketch.estimate(sketch), 0.06 * count);
    }
  }

  @Test
  void errorsThatCannotBeReachedAreRefused() {
    assertThrows(SheafException.class, () -> DistinctSketch.empty(0));
    assertThrows(SheafException.class, () -> DistinctSketch.empty(0.0001));
    assertEquals(16, DistinctSketch.empty(0.9).length);
  }
}
