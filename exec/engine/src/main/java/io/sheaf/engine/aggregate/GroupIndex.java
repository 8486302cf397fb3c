package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.SheafException;

/** Gives each key a group number, dense from 0 in the order of arrival. For one thread. */
sealed interface GroupIndex permits NoGroups, PackedGroups, HashedGroups, AdaptiveGroups {
  /** How many groups there are. */
  int groups();

  /**
   * Makes room for the keys of these rows.
   *
   * @param keys the key columns, constants spelled out
   * @return a bound for the number of groups afterwards, or -1 when the memory is refused
   */
  int tryReserve(Column[] keys, int[] rows, int count);

  /** Announces values of a column of whole numbers that the rows to come may have. */
  default void expect(int column, long least, long most) {}

  /** The index as one of packed keys, or null. */
  default PackedGroups packed() {
    return null;
  }

  /** Finds or makes the group of each row; room was reserved for these rows, maybe among others. */
  void find(Column[] keys, int[] rows, int count, int[] groups);

  /** How many groups the last {@link #find} made. */
  int freshCount();

  /**
   * Positions in the last {@link #find} of the first rows of the groups that it made, in their
   * order.
   */
  int[] fresh();

  /** The values of a key column for these groups. */
  Column key(int column, int[] groups, int count);

  /** Hashes of these groups' keys, already masked; several threads may ask at once. */
  void hashes(int[] groups, int count, long[] out);

  /** Bounds of the keys where they are one whole number, else null. */
  default Parting.NumberBounds numberBounds() {
    return null;
  }

  /** The keys themselves where {@link #numberBounds} are known. */
  default void numbers(int[] groups, int count, long ofNull, long[] out) {
    throw SheafException.bug("keys are not whole numbers");
  }

  /** Prefers, from now on, the form that needs the least memory; only while there is no group. */
  default void spareMemory() {}

  /** Forgets all groups and gives the memory back. */
  void clear();
}
