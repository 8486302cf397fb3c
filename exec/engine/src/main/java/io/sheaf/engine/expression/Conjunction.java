package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.EngineSettings.Codegen;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Conditions that must all be true. Those at the front that compare numbers run over whole columns
 * together into one mask while most rows still count; the others shrink the selection one by one.
 */
final class Conjunction extends Condition {
  /** Few rows are found when it is less than 1 of 2^4. */
  private static final int SPARSE_SHIFT = 4;

  private final Condition[] conditions;
  private final boolean[] done;
  private int[] misses = {};

  /** Generated code for the first conditions, or null; and how many those are. */
  private final MaskLoop generated;

  private final int generatedParts;

  /** Whether few rows were found in the last batch. */
  private boolean sparse;

  /**
   * @param conditions in the order in which they run
   */
  Conjunction(List<Condition> conditions, Codegen codegen) {
    this.conditions = conditions.toArray(Condition[]::new);
    this.done = new boolean[this.conditions.length];
    List<MaskPart> parts =
        conditions.stream()
            .takeWhile(c -> c.cost() <= 1)
            .map(Condition::part)
            .takeWhile(Objects::nonNull)
            .toList();
    generatedParts = parts.size();
    generated =
        codegen == Codegen.OFF || !MaskLoop.pays(parts) ? null : new MaskLoop(parts, codegen);
  }

  /** The generated part as text, and how much is interpreted. */
  String explain(Schema schema) {
    if (generated == null) {
      return "interpreted\n";
    }
    int rest = conditions.length - generatedParts;
    return generated.explain(schema)
        + (rest == 0 ? "" : "interpreted for the rows left: " + rest + " more\n");
  }

  @Override
  int select(Batch batch, int[] in, int count, int[] out) {
    int[] rows = in;
    int found = count;
    Arrays.fill(done, false);
    if (in == null || count > batch.rows() >> 2) {
      if (markAll(batch)) {
        found = in == null && sparse ? fewUnmarked(count, out) : unmarked(misses, in, count, out);
        sparse = found < count >> SPARSE_SHIFT;
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
    boolean any = generated != null && generated.mark(batch, misses);
    boolean clean = any;
    int first = any ? generatedParts : 0;
    Arrays.fill(done, 0, first, true);
    for (int i = first; i < conditions.length; i++) {
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

  /** Looks at several rows at once first. */
  private int fewUnmarked(int count, int[] out) {
    int[] m = misses;
    int n = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      int all = m[i] & m[i + 1] & m[i + 2] & m[i + 3] & m[i + 4] & m[i + 5] & m[i + 6] & m[i + 7];
      if (all >= 0) {
        for (int row = i; row < i + 8; row++) {
          out[n] = row;
          n += ~m[row] >>> 31;
        }
      }
    }
    for (; i < count; i++) {
      out[n] = i;
      n += ~m[i] >>> 31;
    }
    return n;
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
