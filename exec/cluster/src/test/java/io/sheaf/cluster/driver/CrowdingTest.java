package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is warned of too many workers. */
class CrowdingTest {
  @Test
  void asManyTasksAsCoresOrTwiceAsManyAreFine() {
    assertEquals(Optional.empty(), Crowding.warning(2, 1, 2));
    assertEquals(Optional.empty(), Crowding.warning(4, 1, 2));
    assertEquals(Optional.empty(), Crowding.warning(1, 8, 2));
  }

  @Test
  void manyMoreAreToldOf() {
    assertEquals(
        Optional.of(
            "sheaf: 99 worker JVMs run 99 tasks at a time on 2 cores, each with memory of its own;"
                + " fewer would be quicker"),
        Crowding.warning(99, 1, 2));
  }
}
