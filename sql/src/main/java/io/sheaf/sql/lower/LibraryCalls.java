package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.LibraryFunction;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Calls of {@link LibraryFunction}s, their arguments cast to what they ask for. */
final class LibraryCalls {
  private static final Set<String> NAMES =
      Arrays.stream(LibraryFunction.values())
          .map(LibraryFunction::name)
          .collect(Collectors.toUnmodifiableSet());

  private LibraryCalls() {}

  static boolean isLibrary(String name) {
    return NAMES.contains(name);
  }

  static Expr of(String name, List<Expr> args, DataType type) {
    LibraryFunction function = LibraryFunction.valueOf(name);
    List<Expr> converted = new ArrayList<>();
    converted.add(new Expr.Literal(name, DataType.VARCHAR));
    for (int i = 0; i < args.size(); i++) {
      converted.add(
          i < function.parameters().size()
              ? Conversions.to(args.get(i), function.parameters().get(i).type())
              : plain(function, args.get(i)));
    }
    return Conversions.to(
        new Expr.Call(ScalarFunction.LIBRARY, converted, function.result()), type);
  }

  /** A value of any type as a number, truth or text. */
  private static Expr plain(LibraryFunction function, Expr arg) {
    if (arg.type() instanceof Decimal && function == LibraryFunction.PRINTF) {
      return Conversions.to(arg, Simple.DOUBLE);
    }
    boolean kept = arg.type().isInteger() || arg.type().isFloating() || arg.type().isText();
    return kept ? arg : Conversions.to(arg, DataType.VARCHAR);
  }
}
