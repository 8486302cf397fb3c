package io.sheaf.sql;

import io.sheaf.plan.LibraryFunction;
import io.sheaf.sql.validate.DefinedFunctions;
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
    DefinedFunctions.SCALAR.lines().forEach(line -> all.add(parse(line, Kind.SCALAR)));
    DefinedFunctions.AGGREGATE.lines().forEach(line -> all.add(parse(line, Kind.AGGREGATE)));
    for (LibraryFunction function : LibraryFunction.values()) {
      all.add(of(function));
    }
    FunctionTexts.WINDOW.lines().forEach(line -> all.add(parse(line, Kind.WINDOW)));
    all.sort(
        java.util.Comparator.comparing(FunctionSignature::name)
            .thenComparing(function -> function.parameters().size()));
    return all;
  }

  private static FunctionSignature of(LibraryFunction function) {
    List<String> parameters = new ArrayList<>();
    for (LibraryFunction.Parameter parameter : function.parameters()) {
      parameters.add(parameter.name() + (parameter.optional() ? "?" : ""));
    }
    if (function.isVariable()) {
      parameters.add("values...");
    }
    return new FunctionSignature(function.name(), Kind.SCALAR, parameters, function.says());
  }

  /**
   * {@code NAME(parameter, parameter?) What it gives.}, and before what it gives, between {@code =}
   * and {@code --}, maybe what it stands for.
   */
  private static FunctionSignature parse(String line, Kind kind) {
    int open = line.indexOf('(');
    int close = line.indexOf(')');
    List<String> parameters =
        Arrays.stream(line.substring(open + 1, close).split(","))
            .map(String::strip)
            .filter(parameter -> !parameter.isEmpty())
            .toList();
    return new FunctionSignature(
        line.substring(0, open), kind, parameters, line.substring(says(line, close)).strip());
  }

  private static int says(String line, int close) {
    int help = line.lastIndexOf(" -- ");
    return line.startsWith(") = ", close) && help > 0 ? help + 4 : close + 1;
  }
}
