package io.sheaf.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
  private final Object one = new Object();
  private final Object other = new Object();

  @AfterEach
  void forget() {
    StoreSettings.forget(one);
    StoreSettings.forget(other);
    StoreSettings.change("x.key", null);
  }

  private static Optional<String> key() {
    return StoreSettings.present().get("x", "any", "key");
  }

  @Test
  void whatOneForgetsTheOtherStillTells() {
    StoreSettings.tell(one, Map.of("x.key", "one"));
    StoreSettings.tell(other, Map.of("x.key", "other"));
    assertEquals(Optional.of("other"), key());
    StoreSettings.forget(other);
    assertEquals(Optional.of("one"), key());
    StoreSettings.tell(one, Map.of("x.key", ""));
    assertEquals(Optional.empty(), key());
  }

  @Test
  void ownersComeBeforeWhatIsCommon() {
    StoreSettings.change("x.key", "common");
    StoreSettings.tell(one, Map.of("x.key", "one"));
    assertEquals(Optional.of("one"), key());
    StoreSettings.forget(one);
    assertEquals(Optional.of("common"), key());
  }
}
