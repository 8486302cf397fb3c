package io.sheaf.sql.validate;

import io.sheaf.sql.parser.SheafSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/** Puts what {@link DefinedFunctions} stand for in the places where they are called. */
final class Macros {
  private static final Map<String, Macro> DEFINED = new HashMap<>();

  static {
    Stream.of(DefinedFunctions.SCALAR, DefinedFunctions.AGGREGATE)
        .flatMap(String::lines)
        .map(Macros::parse)
        .forEach(macro -> DEFINED.put(key(macro.name, macro.parameters.size()), macro));
  }

  /** Their first argument may be the bare name of a unit of time. */
  private static final Set<String> WITH_UNIT =
      Set.of("DATEDIFF", "DATE_DIFF", "DATEPART", "DATE_PART", "DATETRUNC");

  /** A function by its body, which is parsed when it is first called. */
  private static final class Macro {
    private final String name;
    private final List<String> parameters;
    private final String text;
    private volatile SqlNode body;

    private Macro(String name, List<String> parameters, String text) {
      this.name = name;
      this.parameters = parameters;
      this.text = text;
    }

    private SqlNode body() {
      if (body == null) {
        body = SheafSyntax.item(text);
      }
      return body;
    }
  }

  private Macros() {}

  /** {@code NAME(parameter, parameter) = body -- help}. */
  private static Macro parse(String line) {
    int open = line.indexOf('(');
    int close = line.indexOf(')');
    List<String> parameters =
        Arrays.stream(line.substring(open + 1, close).split(", "))
            .filter(p -> !p.isEmpty())
            .toList();
    String body = line.substring(line.indexOf(" = ") + 3, line.lastIndexOf(" -- "));
    return new Macro(line.substring(0, open), parameters, body);
  }

  private static String key(String name, int arguments) {
    return name.toUpperCase(Locale.ROOT) + "/" + arguments;
  }

  static List<String> names() {
    return DEFINED.values().stream().map(macro -> macro.name).distinct().toList();
  }

  /** What a call stands for, made of its own arguments; null for a call of anything else. */
  static SqlNode expansion(SqlCall call) {
    if (!(call.getOperator() instanceof SqlFunction function)) {
      return null;
    }
    Macro macro = DEFINED.get(key(function.getName(), call.operandCount()));
    if (macro == null || call.getOperandList().stream().anyMatch(o -> o == null)) {
      return null;
    }
    List<SqlNode> arguments = new ArrayList<>(call.getOperandList());
    if (WITH_UNIT.contains(macro.name)) {
      arguments.set(0, unit(arguments.getFirst()));
    }
    return macro.body().accept(new Substitution(macro, arguments, call.getParserPosition()));
  }

  /** The call with a text in the place of a unit's bare name. */
  static SqlCall withUnit(SqlCall call) {
    if (!(call.getOperator() instanceof SqlFunction function)
        || !WITH_UNIT.contains(function.getName().toUpperCase(Locale.ROOT))
        || !(call.operand(0) instanceof SqlIdentifier)) {
      return call;
    }
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    operands.set(0, unit(operands.getFirst()));
    return call.getOperator().createCall(call.getParserPosition(), operands);
  }

  private static SqlNode unit(SqlNode argument) {
    return argument instanceof SqlIdentifier name && name.isSimple() && name.getKind() != SqlKind.AS
        ? SqlLiteral.createCharString(name.getSimple(), name.getParserPosition())
        : argument;
  }

  /** A copy of the body that stands where the call is written. */
  private static final class Substitution extends SqlShuttle {
    private final Macro macro;
    private final List<SqlNode> arguments;
    private final SqlParserPos at;

    private Substitution(Macro macro, List<SqlNode> arguments, SqlParserPos at) {
      this.macro = macro;
      this.arguments = arguments;
      this.at = at;
    }

    @Override
    public SqlNode visit(SqlIdentifier id) {
      for (int i = 0; i < arguments.size(); i++) {
        if (id.isSimple() && id.getSimple().equals(macro.parameters.get(i))) {
          return arguments.get(i);
        }
      }
      return id.clone(at);
    }

    @Override
    public SqlNode visit(SqlLiteral literal) {
      return literal.clone(at);
    }

    @Override
    public SqlNode visit(SqlCall call) {
      CallCopyingArgHandler copying = new CallCopyingArgHandler(call, true);
      call.getOperator().acceptCall(this, call, false, copying);
      return copying.result().clone(at);
    }
  }
}
