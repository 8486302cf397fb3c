package io.sheaf.engine.join;

/**
 * Smallest and largest key of a build side, as columns store them (days, microseconds, unscaled
 * decimals); {@code min > max} when it has no key at all.
 */
public record KeyBounds(long min, long max) {

  static KeyBounds of(JoinTable table) {
    PackedKeys packing =
        switch (table) {
          case DirectTable direct -> direct.packing();
          case RankTable ranked -> ranked.packing();
          case SlotTable slots -> slots.packing();
          case GeneralTable general -> null;
          case JoinTable.Empty none -> null;
        };
    if (table instanceof JoinTable.Empty) {
      return new KeyBounds(Long.MAX_VALUE, Long.MIN_VALUE);
    }
    return packing == null || !packing.isRaw()
        ? null
        : new KeyBounds(packing.packedMin(), packing.packedMax());
  }
}
