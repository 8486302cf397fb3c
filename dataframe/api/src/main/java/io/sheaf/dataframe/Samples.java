package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.frame.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Random choices that are the same for the same rows and seed, whatever the partitions: each row
 * draws a number by a hash of its values, equal rows by their count, too.
 */
final class Samples {
  private static final long NUMBERS = 1_000_000_007L;

  /** Lets a sample of a sample draw other numbers than the first one did. */
  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

  private static final String NUMBER = "number of row";
  private static final String DRAWN = "drawn number";

  private Samples() {}

  static DataFrame sample(DataFrame frame, double fraction, long seed) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw SheafException.user(
          "BAD_ARGUMENT", "sample: " + fraction + " is no part of the rows, from 0 to 1");
    }
    return between(frame, 0, fraction, seed);
  }

  static List<DataFrame> split(DataFrame frame, double[] weights, long seed) {
    double sum = Arrays.stream(weights).sum();
    if (weights.length == 0 || !(sum > 0) || Arrays.stream(weights).anyMatch(w -> !(w >= 0))) {
      throw SheafException.user(
          "BAD_ARGUMENT", "randomSplit: weights are not negative, and one is above 0");
    }
    List<DataFrame> parts = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < weights.length; i++) {
      double to = i == weights.length - 1 ? sum : before + weights[i];
      parts.add(between(frame, before / sum, to / sum, seed));
      before = to;
    }
    return parts;
  }

  /** How many samples and splits a relation was made by. */
  private static long steps(Relation relation) {
    Set<Relation> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Relation> open = new ArrayDeque<>(List.of(relation));
    long steps = 0;
    while (!open.isEmpty()) {
      Relation node = open.pop();
      if (seen.add(node)) {
        open.addAll(node.inputs());
        steps += draws(node) && node.inputs().stream().noneMatch(Samples::draws) ? 1 : 0;
      }
    }
    return steps;
  }

  private static boolean draws(Relation node) {
    return node.output().stream().anyMatch(column -> column.name().equals(DRAWN));
  }

  private static DataFrame between(DataFrame frame, double from, double to, long seed) {
    List<Column> columns = frame.attributes();
    Column[] all = columns.toArray(Column[]::new);
    Column number = Functions.rowNumber().over(Window.partitionBy(all).orderBy(all[0]));
    List<Object> hashed = new ArrayList<>(columns.subList(1, columns.size()));
    hashed.add(Functions.col(NUMBER));
    hashed.add(seed + steps(frame.relation()) * STEP);
    Column hash = Functions.hash(all[0], hashed.toArray()).mod(NUMBERS);
    Column drawn = hash.plus(NUMBERS).mod(NUMBERS);
    Column kept = Functions.col(DRAWN);
    return frame
        .withColumn(NUMBER, number)
        .withColumn(DRAWN, drawn)
        .filter(kept.geq((long) (from * NUMBERS)).and(kept.lt((long) (to * NUMBERS))))
        .select(all);
  }
}
