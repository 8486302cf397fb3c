package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What hints of other engines mean here. */
final class Hints {
  private static final List<String> NAMES =
      List.of(
          "broadcast",
          "broadcastjoin",
          "mapjoin",
          "merge",
          "shuffle_merge",
          "shuffle_hash",
          "shuffle_replicate_nl",
          "rebalance",
          "repartition",
          "repartition_by_range",
          "coalesce");

  private Hints() {}

  static DataFrame of(DataFrame frame, String name, Object... parameters) {
    String known = name.toLowerCase(Locale.ROOT);
    if (!NAMES.contains(known)) {
      throw SheafException.user(
          "BAD_ARGUMENT", "hint: there is no hint '" + name + "'" + Nearest.hint(name, NAMES));
    }
    boolean counted = parameters.length > 0 && parameters[0] instanceof Integer;
    Integer partitions = counted ? (Integer) parameters[0] : null;
    List<Column> columns = new ArrayList<>();
    for (int i = counted ? 1 : 0; i < parameters.length; i++) {
      columns.add(column(parameters[i]));
    }
    Column[] keys = columns.toArray(Column[]::new);
    return switch (known) {
      case "repartition" -> repartition(frame, partitions, keys);
      case "repartition_by_range" -> byRange(frame, partitions, keys);
      case "coalesce" -> frame.coalesce(number(known, partitions));
      default -> frame;
    };
  }

  private static Column column(Object parameter) {
    return switch (parameter) {
      case String name -> Functions.col(name);
      case Column column -> column;
      case null, default ->
          throw SheafException.user(
              "BAD_ARGUMENT", "hint: takes a number and columns, not " + parameter);
    };
  }

  private static DataFrame repartition(DataFrame frame, Integer partitions, Column... keys) {
    if (keys.length == 0) {
      return frame.repartition(number("repartition", partitions));
    }
    return frame.repartition(partitions == null ? frame.threads() : partitions, keys);
  }

  private static DataFrame byRange(DataFrame frame, Integer partitions, Column... keys) {
    if (keys.length == 0) {
      throw SheafException.user("BAD_ARGUMENT", "hint: repartition_by_range takes columns");
    }
    Column[] others = java.util.Arrays.copyOfRange(keys, 1, keys.length);
    int wanted = partitions == null ? frame.threads() : partitions;
    return frame.repartitionByRange(wanted, keys[0], others);
  }

  private static int number(String name, Integer partitions) {
    if (partitions == null) {
      throw SheafException.user("BAD_ARGUMENT", "hint: " + name + " takes a number of partitions");
    }
    return partitions;
  }
}
