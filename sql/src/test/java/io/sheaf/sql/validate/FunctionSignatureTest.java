package io.sheaf.sql.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.FixedCatalog;
import io.sheaf.sql.FunctionSignature;
import io.sheaf.sql.SqlPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of functions is what can be planned, no more and no less. */
class FunctionSignatureTest {
  private static final List<String> ARGUMENTS =
      List.of(
          "l_quantity", "l_comment", "l_shipdate", "l_linenumber", "l_linenumber = 1", "'month'");
  private static final int MOST_ARGUMENTS = 3;

  private final SqlPlanner planner = new SqlPlanner(FixedCatalog.tpch());

  /** Another syntax calls them: CAST and EXTRACT, or they are not for queries that people write. */
  private static final Set<String> NOT_CALLED_BY_NAME = Set.of();

  @Test
  void everyFunctionThatCanBePlannedIsListed() {
    Set<String> listed =
        FunctionSignature.all().stream().map(FunctionSignature::name).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (String name : new TreeSet<>(Functions.names())) {
      if (!listed.contains(name) && !NOT_CALLED_BY_NAME.contains(name) && canBePlanned(name)) {
        missing.add(name);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyListedFunctionCanBePlanned() {
    Set<String> wrong = new TreeSet<>();
    for (FunctionSignature function : FunctionSignature.all()) {
      if (!canBePlanned(function.name()) && !plans(function.name())) {
        wrong.add(function.name());
      }
    }
    assertEquals(Set.of(), wrong);
  }

  private boolean canBePlanned(String name) {
    List<String> calls = new ArrayList<>(List.of(""));
    for (int count = 0; count <= MOST_ARGUMENTS; count++) {
      for (String arguments : calls) {
        if (plans(name + "(" + arguments + ")")) {
          return true;
        }
      }
      List<String> longer = new ArrayList<>();
      for (String call : calls) {
        ARGUMENTS.forEach(a -> longer.add(call.isEmpty() ? a : call + ", " + a));
      }
      calls = longer;
    }
    return false;
  }

  private boolean plans(String expression) {
    try {
      planner.plan("SELECT " + expression + " FROM lineitem").physical();
      return true;
    } catch (SheafException e) {
      return false;
    }
  }

  @Test
  void whatItSaysIsASentence() {
    for (FunctionSignature function : FunctionSignature.all()) {
      assertEquals('.', function.says().charAt(function.says().length() - 1), function.name());
    }
  }
}
