package io.sheaf.tpch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the answer of a query is compared with the expected one. Rows are compared as a set; numbers
 * are equal whatever scale they are printed with, but averages and quotients, whose digits depend
 * on the result type, may differ by half a unit of the shorter fraction's last digit or by 1e-6 of
 * their size; two whole numbers may not. The order of the rows is checked by the query's sort keys.
 *
 * @param inexact columns, from 0, that hold averages or quotients
 * @param order columns in the order of the sort keys, {@code ~column} for a descending one
 */
record AnswerRule(List<Integer> inexact, List<Integer> order) {
  private static final double RELATIVE = 1e-6;

  static AnswerRule of(int query) {
    return switch (query) {
      case 1 -> new AnswerRule(List.of(6, 7, 8), List.of(0, 1));
      case 2 -> new AnswerRule(List.of(), List.of(~0, 2, 1, 3));
      case 3, 11 -> new AnswerRule(List.of(), query == 3 ? List.of(~1, 2) : List.of(~1));
      case 4, 12, 15, 20, 22 -> new AnswerRule(List.of(), List.of(0));
      case 5 -> new AnswerRule(List.of(), List.of(~1));
      case 7 -> new AnswerRule(List.of(), List.of(0, 1, 2));
      case 8 -> new AnswerRule(List.of(1), List.of(0));
      case 9 -> new AnswerRule(List.of(), List.of(0, ~1));
      case 10 -> new AnswerRule(List.of(), List.of(~2));
      case 13 -> new AnswerRule(List.of(), List.of(~1, ~0));
      case 14, 17 -> new AnswerRule(List.of(0), List.of());
      case 16 -> new AnswerRule(List.of(), List.of(~3, 0, 1, 2));
      case 18 -> new AnswerRule(List.of(), List.of(~4, 3));
      case 21 -> new AnswerRule(List.of(), List.of(~1, 0));
      default -> new AnswerRule(List.of(), List.of());
    };
  }

  /** What is wrong with an answer, or empty when nothing is. Fields are texts, null for NULL. */
  Optional<String> difference(List<List<String>> expected, List<List<String>> actual) {
    if (expected.size() != actual.size()) {
      return Optional.of("%d rows instead of %d".formatted(actual.size(), expected.size()));
    }
    List<List<String>> wanted = sorted(expected);
    List<List<String>> found = sorted(actual);
    for (int i = 0; i < wanted.size(); i++) {
      if (!sameRow(wanted.get(i), found.get(i))) {
        return Optional.of("row %s instead of %s".formatted(found.get(i), wanted.get(i)));
      }
    }
    for (int i = 1; i < actual.size(); i++) {
      if (compareByKeys(actual.get(i - 1), actual.get(i)) > 0) {
        return Optional.of("row %s is out of order".formatted(actual.get(i)));
      }
    }
    return Optional.empty();
  }

  private List<List<String>> sorted(List<List<String>> rows) {
    return rows.stream().sorted(Comparator.comparing(this::exactPart)).toList();
  }

  /** The row without its inexact fields, numbers in their shortest form. */
  private String exactPart(List<String> row) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (!inexact.contains(i)) {
        fields.add(canonical(row.get(i)));
      }
    }
    return String.join("\u0001", fields);
  }

  private static String canonical(String field) {
    BigDecimal number = number(field);
    return number == null
        ? String.valueOf(field).stripTrailing() // the expected ones lost it at a line's end
        : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private boolean sameRow(List<String> expected, List<String> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      boolean same =
          inexact.contains(i)
              ? nearlyEqual(expected.get(i), actual.get(i))
              : canonical(expected.get(i)).equals(canonical(actual.get(i)));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  static boolean nearlyEqual(String expected, String actual) {
    BigDecimal a = number(expected);
    BigDecimal b = number(actual);
    if (a == null || b == null) {
      return a == b && String.valueOf(expected).equals(String.valueOf(actual));
    }
    if (a.scale() <= 0 && b.scale() <= 0) {
      return a.compareTo(b) == 0;
    }
    BigDecimal share = a.abs().multiply(BigDecimal.valueOf(RELATIVE));
    return a.subtract(b).abs().compareTo(rounding(a, b).max(share)) <= 0;
  }

  /** What rounding to the shorter fraction may change; a number without one was not rounded. */
  private static BigDecimal rounding(BigDecimal a, BigDecimal b) {
    int digits = Math.min(a.scale(), b.scale());
    return digits <= 0
        ? BigDecimal.ZERO
        : BigDecimal.ONE.movePointLeft(digits).divide(BigDecimal.TWO);
  }

  private int compareByKeys(List<String> first, List<String> second) {
    for (int key : order) {
      int column = key < 0 ? ~key : key;
      BigDecimal a = number(first.get(column));
      BigDecimal b = number(second.get(column));
      int comparison =
          a != null && b != null ? a.compareTo(b) : first.get(column).compareTo(second.get(column));
      if (comparison != 0) {
        return key < 0 ? -comparison : comparison;
      }
    }
    return 0;
  }

  private static BigDecimal number(String field) {
    try {
      return field == null ? null : new BigDecimal(field);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
