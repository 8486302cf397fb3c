package io.sheaf.engine.operator;

import io.sheaf.engine.join.KeyBounds;
import io.sheaf.engine.join.KeyMembership;
import java.util.function.Supplier;

/**
 * What is known of a join's build keys once it is built; each may give null. Asked when the probing
 * pipeline starts.
 */
public record JoinKeys(Supplier<KeyBounds> bounds, Supplier<KeyMembership> membership) {
  public static final JoinKeys UNKNOWN = new JoinKeys(() -> null, () -> null);
}
