package io.sheaf.sql.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.FixedCatalog;
import io.sheaf.sql.FunctionSignature;
import io.sheaf.sql.SqlPlanner;
import io.sheaf.sql.frame.Expression;
import io.sheaf.sql.frame.Frames;
import io.sheaf.sql.frame.Operator;
import io.sheaf.sql.frame.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlOperator;
import org.junit.jupiter.api.Test;

/** The list of functions is what can be planned, no more and no less. */
class FunctionSignatureTest {
  private static final List<Expression> ARGUMENTS =
      List.of(
          new Expression.Name("l_linenumber"),
          new Expression.Name("l_comment"),
          new Expression.Name("l_shipdate"),
          new Expression.Operation(Operator.IS_NULL, new Expression.Name("l_comment")),
          new Expression.Cast(new Expression.Name("l_comment"), "VARBINARY", false),
          new Expression.Literal(2));

  /** The planner calls the one, and the other is about grouping sets, which frames do not have. */
  private static final Set<String> NOT_FOR_FRAMES = Set.of("SINGLE_VALUE", "GROUP_ID");

  private final SqlPlanner planner = new SqlPlanner(FixedCatalog.tpch());
  private final Frames frames = new Frames(planner);
  private String refusal = "";
  private final Relation lineitem = frames.table("lineitem");

  @Test
  void everyFunctionThatCanBePlannedIsListed() {
    Set<String> listed =
        FunctionSignature.all().stream().map(FunctionSignature::name).collect(Collectors.toSet());
    listed.addAll(NOT_FOR_FRAMES);
    Set<String> missing = new TreeSet<>();
    for (SqlOperator operator : Functions.table().getOperatorList()) {
      String name = operator.getName();
      if (Functions.names().contains(name) && !listed.contains(name)) {
        for (int count = 0; count <= 2; count++) {
          if (takes(operator, count) && canBePlanned(name, count)) {
            missing.add(name);
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static boolean takes(SqlOperator operator, int count) {
    try {
      return operator.getOperandCountRange().isValidCount(count);
    } catch (RuntimeException e) {
      return true; // some operators cannot tell
    }
  }

  @Test
  void everyListedFunctionCanBePlanned() {
    Set<String> wrong = new TreeSet<>();
    for (FunctionSignature function : FunctionSignature.all()) {
      int most = function.parameters().size();
      long least = function.parameters().stream().filter(p -> !p.matches(".*(\\?|\\.{3})")).count();
      for (int count = (int) least; count <= most; count++) {
        if (!canBePlanned(function.name(), count)) {
          wrong.add(function.name() + " of " + count + ": " + refusal);
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  /** Whether some arguments suit. */
  private boolean canBePlanned(String name, int count) {
    if (name.equals("COUNT") && count == 0) {
      return plans(new Expression.Call(name, new Expression.Star("")));
    }
    boolean aboutTime = name.matches("DATE_?(PART|TRUNC)");
    return canBePlanned(
        name, count, aboutTime ? List.of(new Expression.Literal("month")) : List.of());
  }

  private boolean canBePlanned(String name, int count, List<Expression> first) {
    if (first.size() >= count) {
      return plans(new Expression.Call(name, false, first));
    }
    for (Expression argument : ARGUMENTS) {
      List<Expression> more = new ArrayList<>(first);
      more.add(argument);
      if (canBePlanned(name, count, more)) {
        return true;
      }
    }
    return false;
  }

  private boolean plans(Expression call) {
    return plansAsItIs(call)
        || plansAsItIs(
            new Expression.Over(
                call, List.of(), List.of(new Expression.Name("l_shipdate")), Optional.empty()));
  }

  private boolean plansAsItIs(Expression call) {
    try {
      Relation project = frames.project(lineitem, List.of(call));
      planner.plan(Frames.query(project, r -> Optional.empty())).physical();
      return true;
    } catch (SheafException e) {
      refusal = e.getMessage();
      return false;
    } catch (IllegalArgumentException e) {
      refusal =
          e.getMessage(); // the planner writes some as others and these with too many arguments
      return false;
    }
  }

  /** {@code -Dsheaf.update=true} writes it anew. */
  @Test
  void thePageOfFunctionsIsUpToDate() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # The functions of Sheaf's SQL

            As `SHOW FUNCTIONS` lists them. What ends with `?` may be left out, what ends with `...` may be repeated.

            | function | kind | what it gives |
            | --- | --- | --- |
            """);
    for (FunctionSignature function : FunctionSignature.all()) {
      page.append(
          "| `%s(%s)` | %s | %s |%n"
              .formatted(
                  function.name(),
                  String.join(", ", function.parameters()),
                  function.kind().name().toLowerCase(Locale.ROOT),
                  function.says().replace("|", "\\|")));
    }
    Path file = Path.of("FUNCTIONS.md");
    if (Boolean.getBoolean("sheaf.update")) {
      Files.writeString(file, page);
    }
    assertEquals(page.toString(), Files.readString(file));
  }

  @Test
  void whatItSaysIsASentence() {
    for (FunctionSignature function : FunctionSignature.all()) {
      assertEquals('.', function.says().charAt(function.says().length() - 1), function.name());
    }
  }
}
