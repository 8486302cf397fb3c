package io.sheaf.engine.join;

import io.sheaf.plan.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Joins row by row, as the definition of each kind says.
 *
 * @param equal whether the keys of two rows are equal; null for unknown
 * @param residual whether the further condition is true
 */
record JoinReference(
    JoinKind kind,
    boolean nullAware,
    BiFunction<List<Object>, List<Object>, Boolean> equal,
    BiFunction<List<Object>, List<Object>, Boolean> residual) {

  List<List<Object>> join(
      List<List<Object>> left, List<List<Object>> right, int leftColumns, int rightColumns) {
    List<List<Object>> out = new ArrayList<>();
    boolean[] rightMatched = new boolean[right.size()];
    for (List<Object> l : left) {
      boolean matched = false;
      boolean unknown = false;
      for (int i = 0; i < right.size(); i++) {
        List<Object> r = right.get(i);
        Boolean same = equal.apply(l, r);
        if (same == Boolean.FALSE || !residual.apply(l, r)) {
          continue;
        }
        unknown |= same == null;
        if (same != null) {
          matched = true;
          rightMatched[i] = true;
          if (emitsPairs()) {
            out.add(concat(l, r));
          }
        }
      }
      left(l, matched, unknown && nullAware, rightColumns, out);
    }
    for (int i = 0; i < right.size(); i++) {
      right(right.get(i), rightMatched[i], leftColumns, out);
    }
    return out;
  }

  private boolean emitsPairs() {
    return switch (kind) {
      case INNER, LEFT, RIGHT, FULL -> true;
      case SEMI, ANTI, MARK, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  private void left(
      List<Object> row, boolean matched, boolean unknown, int others, List<List<Object>> out) {
    switch (kind) {
      case LEFT, FULL -> {
        if (!matched) {
          out.add(concat(row, nulls(others)));
        }
      }
      case SEMI -> {
        if (matched) {
          out.add(row);
        }
      }
      case ANTI -> {
        if (!matched && !unknown) {
          out.add(row);
        }
      }
      case MARK -> {
        List<Object> marked = new ArrayList<>(row);
        marked.add(matched ? Boolean.TRUE : unknown ? null : Boolean.FALSE);
        out.add(marked);
      }
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> {}
    }
  }

  private void right(List<Object> row, boolean matched, int others, List<List<Object>> out) {
    switch (kind) {
      case RIGHT, FULL -> {
        if (!matched) {
          out.add(concat(nulls(others), row));
        }
      }
      case RIGHT_SEMI -> {
        if (matched) {
          out.add(row);
        }
      }
      case RIGHT_ANTI -> {
        if (!matched) {
          out.add(row);
        }
      }
      case INNER, LEFT, SEMI, ANTI, MARK -> {}
    }
  }

  private static List<Object> concat(List<Object> left, List<Object> right) {
    List<Object> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }

  private static List<Object> nulls(int count) {
    List<Object> nulls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nulls.add(null);
    }
    return nulls;
  }

  /** Rows without order, comparable. */
  static Map<String, Integer> bag(List<List<Object>> rows) {
    Map<String, Integer> bag = new HashMap<>();
    for (List<Object> row : rows) {
      StringBuilder text = new StringBuilder();
      row.forEach(value -> text.append(text(value)).append('|'));
      bag.merge(text.toString(), 1, Integer::sum);
    }
    return new TreeMap<>(bag);
  }

  /** A value that compares by content. */
  static String text(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }
}
