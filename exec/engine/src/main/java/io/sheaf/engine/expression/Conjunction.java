package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions that must all be true. Those at the front that compare numbers run over whole columns
 * together into one mask while most rows still count; the others shrink the selection one by one.
 */
final class Conjunction extends Condition {
  private final Condition[] conditions;
  private final boolean[] done;
  private int[] misses = {};

  /**
   * @param conditions in the order in which they run
   */
  Conjunction(List<Condition> conditions) {
    this.conditions = conditions.toArray(Condition[]::new);
    this.done = new boolean[this.conditions.length];
  }

  @Override
  int select(Batch batch, int[] in, int count, int[] out) {
    int[] rows = in;
    int found = count;
    Arrays.fill(done, false);
    if (in == null || count > batch.rows() >> 2) {
      if (markAll(batch)) {
        found = unmarked(misses, in, count, out);
        rows = out;
      }
    }
    for (int i = 0; i < conditions.length && found > 0; i++) {
      if (!done[i]) {
        found = conditions[i].select(batch, rows, found, out);
        rows = out;
      }
    }
    return found;
  }

  private boolean markAll(Batch batch) {
    if (misses.length < batch.rows()) {
      misses = new int[batch.rows()];
    }
    boolean clean = false;
    boolean any = false;
    for (int i = 0; i < conditions.length; i++) {
      if (conditions[i].cost() > 1) {
        break;
      }
      if (!clean) {
        Arrays.fill(misses, 0, batch.rows(), 0);
        clean = true;
      }
      done[i] = conditions[i].markMisses(batch, misses);
      any |= done[i];
    }
    return any;
  }

  static int unmarked(int[] misses, int[] in, int count, int[] out) {
    int n = 0;
    if (in == null) {
      for (int i = 0; i < count; i++) {
        out[n] = i;
        n += ~misses[i] >>> 31;
      }
    } else {
      for (int k = 0; k < count; k++) {
        int row = in[k];
        out[n] = row;
        n += ~misses[row] >>> 31;
      }
    }
    return n;
  }

  @Override
  double cost() {
    double cost = 0;
    double share = 1;
    for (Condition condition : conditions) {
      cost += share * condition.cost();
      share *= 0.5;
    }
    return cost;
  }
}
