package io.sheaf.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A function that queries may call.
 *
 * @param name in SQL
 * @param kind what it is made of
 * @param parameters names; those that may be left out end with {@code ?}, the last one that may be
 *     repeated ends with {@code ...}
 * @param says what it gives, in one sentence
 */
public record FunctionSignature(String name, Kind kind, List<String> parameters, String says) {
  public FunctionSignature {
    parameters = List.copyOf(parameters);
  }

  /** What a function sees. */
  public enum Kind {
    /** The values of its own row. */
    SCALAR,
    /** Many rows, of which it makes one value. */
    AGGREGATE,
    /** The rows of a window around its own; it cannot be called without one. */
    WINDOW
  }

  /** All of them, by name. */
  public static List<FunctionSignature> all() {
    List<FunctionSignature> all = new ArrayList<>();
    FunctionTexts.SCALAR.lines().forEach(line -> all.add(parse(line, Kind.SCALAR)));
    FunctionTexts.AGGREGATE.lines().forEach(line -> all.add(parse(line, Kind.AGGREGATE)));
    FunctionTexts.WINDOW.lines().forEach(line -> all.add(parse(line, Kind.WINDOW)));
    all.sort(java.util.Comparator.comparing(FunctionSignature::name));
    return all;
  }

  /** {@code NAME(parameter, parameter?) What it gives.} */
  private static FunctionSignature parse(String line, Kind kind) {
    int open = line.indexOf('(');
    int close = line.indexOf(')');
    List<String> parameters =
        Arrays.stream(line.substring(open + 1, close).split(","))
            .map(String::strip)
            .filter(parameter -> !parameter.isEmpty())
            .toList();
    return new FunctionSignature(
        line.substring(0, open), kind, parameters, line.substring(close + 1).strip());
  }
}
