package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.engine.codegen.Code;
import io.sheaf.engine.codegen.ExprCode.Value;
import io.sheaf.engine.codegen.LoopBuilder;
import java.util.List;

/** Finds the cells of a row's group inside a loop. */
sealed interface FusedKeys permits CombinedKeys, PackedKeyCodes {
  /**
   * The first cell of the row's group (INT); 0, which is nobody's, for a group that the table does
   * not know and for a row that does not count.
   */
  Code firstCell();

  /**
   * Prepares a call; false if the table is not of the kind that a loop can look into, or does not
   * know a dictionary yet.
   *
   * @param bounds receives those of arrays that are set here
   */
  boolean bind(
      PackedGroups groups, Column[] keys, Object[] arrays, long[] parameters, Interval[] bounds);

  /**
   * Adds the finding of groups to a loop.
   *
   * @param keys what the loop has of each key column: numbers, or codes of dictionaries (INT)
   * @param mask of the rows that count (INT), or null when all do
   * @param stride cells of a group
   */
  static FusedKeys of(LoopBuilder loop, List<Value> keys, Code mask, int stride) {
    boolean codes = keys.stream().allMatch(key -> key.code().kind() == Code.Kind.INT);
    return codes
        ? new CombinedKeys(loop, keys, mask, stride)
        : new PackedKeyCodes(loop, keys, mask, stride);
  }
}
