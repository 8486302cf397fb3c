package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Code is equal when all of it is. */
class SerializedCodeTest {
  private static final byte[] A = {1};
  private static final byte[] B = {2};
  private static final byte[] BOTH = {1, 2};

  @Test
  void equalCodeIsEqual() {
    assertEquals(
        SerializedCode.of(BOTH, List.of(A, B), true),
        SerializedCode.of(BOTH.clone(), List.of(A.clone(), B), true));
  }

  @Test
  void whereAPartEndsMakesADifference() {
    assertNotEquals(
        SerializedCode.of(A, List.of(B), false), SerializedCode.of(BOTH, List.of(), false));
    assertNotEquals(
        SerializedCode.of(A, List.of(A, B), false), SerializedCode.of(A, List.of(BOTH), false));
  }

  @Test
  void orderMakesADifference() {
    assertNotEquals(SerializedCode.of(A, List.of(), true), SerializedCode.of(A, List.of(), false));
    assertNotEquals(
        SerializedCode.of(A, List.of(), List.of(), false, true),
        SerializedCode.of(A, List.of(), false));
  }
}
