package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import java.util.List;

/**
 * Conditions of which one must be true; a later one looks only at rows that none has found so far.
 */
final class Disjunction extends Condition {
  private final Condition[] conditions;
  private int[] rest = {};
  private int[] hits = {};
  private byte[] found = {};

  Disjunction(List<Condition> conditions) {
    this.conditions = conditions.toArray(Condition[]::new);
  }

  @Override
  int select(Batch batch, int[] in, int count, int[] out) {
    int length = batch.rows();
    if (rest.length < length) {
      rest = new int[length];
      hits = new int[length];
      found = new byte[length];
    }
    // The rows looked at are kept apart, for `out` may be `in`.
    all(in, count, rest);
    for (int k = 0; k < count; k++) {
      found[rest[k]] = 0;
    }
    int left = count;
    boolean untouched = in == null;
    for (int i = 0; i < conditions.length && left > 0; i++) {
      int hit = conditions[i].select(batch, untouched ? null : rest, left, hits);
      if (hit > 0) {
        untouched = false;
        for (int k = 0; k < hit; k++) {
          found[hits[k]] = 1;
        }
        int n = 0;
        for (int k = 0; k < left; k++) {
          int row = rest[k];
          rest[n] = row;
          n += found[row] ^ 1;
        }
        left = n;
      }
    }
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = in == null ? k : in[k];
      out[n] = row;
      n += found[row];
    }
    return n;
  }

  @Override
  double cost() {
    double cost = 1;
    for (Condition condition : conditions) {
      cost += condition.cost();
    }
    return cost;
  }
}
