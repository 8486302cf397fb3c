package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.sql.FunctionSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;

/**
 * {@link SqlFunctions} and the class above it have all functions of SQL; {@code
 * -Dsheaf.update=true} writes them anew (format them afterwards).
 */
class SqlFunctionsTest {
  private static final Path FOLDER = Path.of("src/main/java/io/sheaf/dataframe");

  /** The first letter of the functions in the lower class. */
  private static final char SECOND = 'M';

  private static final String SECOND_HEAD =
      """
      package io.sheaf.dataframe;

      import java.util.List;

      /**
       * The functions of SQL, each by its SQL name in Java's spelling: {@code DATE_TRUNC} is {@code
       * dateTrunc}. Arguments behind the first one are columns or constants. Generated from SQL's
       * list of functions by {@code SqlFunctionsTest}.
       */
      public abstract sealed class SqlFunctions extends SqlFunctionsToL permits Functions {
        SqlFunctions() {}
      """;
  private static final String HEAD =
      """
      package io.sheaf.dataframe;

      import io.sheaf.sql.frame.Expression;
      import java.util.ArrayList;
      import java.util.List;

      /**
       * The functions of {@link SqlFunctions} up to the letter L, generated as those are.
       */
      public abstract sealed class SqlFunctionsToL permits SqlFunctions {
        SqlFunctionsToL() {}

        static Column call(String name, boolean distinct, List<Object> arguments) {
          return new Column(
              new Expression.Call(name, distinct, arguments.stream().map(Column::of).toList()));
        }

        static List<Object> list(Object first, Object... others) {
          List<Object> all = new ArrayList<>();
          all.add(first);
          all.addAll(java.util.Arrays.asList(others));
          return all;
        }

        /** How many different combinations of values there are in which none is NULL. */
        public static Column countDistinct(Column value, Object... others) {
          return call("COUNT", true, list(value, others));
        }

        /** The sum of the different values; NULL without any. */
        public static Column sumDistinct(Column number) {
          return call("SUM", true, List.of(number));
        }
      """;

  @Test
  void theGeneratedClassesAreUpToDate() throws IOException {
    List<FunctionSignature> all =
        FunctionSignature.all().stream()
            .filter(function -> !SourceVersion.isKeyword(javaName(function)))
            .toList();
    check("SqlFunctionsToL", HEAD, all.stream().filter(f -> f.name().charAt(0) < SECOND).toList());
    check(
        "SqlFunctions",
        SECOND_HEAD,
        all.stream().filter(f -> f.name().charAt(0) >= SECOND).toList());
  }

  private static void check(String name, String head, List<FunctionSignature> functions)
      throws IOException {
    Path file = FOLDER.resolve(name + ".java");
    Set<String> methods = new LinkedHashSet<>();
    functions.forEach(function -> methods.addAll(methods(function)));
    StringBuilder source = new StringBuilder(head);
    methods.forEach(method -> source.append('\n').append(method));
    source.append("}\n");
    if (Boolean.getBoolean("sheaf.update")) {
      Files.writeString(file, source);
    }
    assertEquals(words(source.toString()), words(Files.readString(file)));
  }

  /** A source however it is laid out. */
  private static String words(String source) {
    return source.replaceAll("(?m)^ *\\*(?!/)", "").replaceAll("\\s+", "");
  }

  private static List<String> methods(FunctionSignature function) {
    List<String> methods = new ArrayList<>();
    List<String> given = new ArrayList<>();
    for (String parameter : function.parameters()) {
      if (parameter.endsWith("?")) {
        methods.add(method(function, List.copyOf(given)));
      }
      given.add(parameter.replace("?", ""));
    }
    methods.add(method(function, given));
    if (function.kind() == FunctionSignature.Kind.AGGREGATE && function.parameters().size() == 1) {
      methods.add(byName(function));
    }
    return methods;
  }

  private static String method(FunctionSignature function, List<String> parameters) {
    List<String> declared = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    for (String parameter : parameters) {
      String name = parameter.replace("...", "");
      boolean isWord =
          List.of("part", "unit").contains(name) && function.name().matches("DATE_?(PART|TRUNC)");
      boolean isColumn = declared.isEmpty() && !name.equals("parts");
      String type = isWord ? "String" : isColumn ? "Column" : "Object";
      declared.add((parameter.endsWith("...") ? "Object..." : type) + " " + name);
      passed.add(name);
    }
    boolean rows = function.name().equals("COUNT") && parameters.isEmpty();
    boolean variable = !parameters.isEmpty() && parameters.getLast().endsWith("...");
    String arguments =
        rows
            ? "List.of(Functions.col(\"*\"))"
            : (variable ? "list(" : "List.of(") + String.join(", ", passed) + ")";
    return text(
        rows
            ? "How many rows there are."
            : function.says().replace("; without a value, how many rows there are", ""),
        javaName(function) + "(" + String.join(", ", declared) + ")",
        "call(\"" + function.name() + "\", false, " + arguments + ")");
  }

  /** An aggregate function of the column of a name. */
  private static String byName(FunctionSignature function) {
    String name = javaName(function);
    String parameter = function.parameters().getFirst().replace("?", "");
    return text(
        "As {@link #" + name + "(Column)} of the column of this name.",
        name + "(String " + parameter + ")",
        name + "(Functions.col(" + parameter + "))");
  }

  private static String text(String says, String declaration, String body) {
    return "  /** %s */\n  public static Column %s {\n    return %s;\n  }\n"
        .formatted(says, declaration, body);
  }

  private static String javaName(FunctionSignature function) {
    String[] words = function.name().toLowerCase(Locale.ROOT).split("_");
    return words[0]
        + java.util.Arrays.stream(words)
            .skip(1)
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }
}
