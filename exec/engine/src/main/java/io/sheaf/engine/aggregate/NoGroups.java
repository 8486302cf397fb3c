package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.SheafException;
import java.util.Arrays;

/** The index of an aggregation without keys: one group that is always there. */
final class NoGroups implements GroupIndex {
  private static final int[] NONE = {};

  @Override
  public int groups() {
    return 1;
  }

  @Override
  public int tryReserve(Column[] keys, int[] rows, int count) {
    return 1;
  }

  @Override
  public void find(Column[] keys, int[] rows, int count, int[] groups) {
    Arrays.fill(groups, 0, count, 0);
  }

  @Override
  public int freshCount() {
    return 0;
  }

  @Override
  public int[] fresh() {
    return NONE;
  }

  @Override
  public Column key(int column, int[] groups, int count) {
    throw SheafException.bug("there are no keys");
  }

  @Override
  public void hashes(int[] groups, int count, long[] out) {
    Arrays.fill(out, 0, count, 0L);
  }

  @Override
  public void clear() {}
}
