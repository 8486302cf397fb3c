package io.sheaf.sql.validate;

import io.sheaf.sql.parser.Sugar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Writes the columns of {@code * RENAME (a AS b)}, {@code * EXCLUDE (a) REPLACE (b + 1 AS b)} and
 * {@code COLUMNS('pattern')} one by one.
 */
final class StarColumns {
  private StarColumns() {}

  /**
   * Changes a copied SELECT in place, whose items have names.
   *
   * @param written the same query as it was parsed
   */
  static void expand(SqlSelect select, SqlSelect written, Outline outline) {
    SqlNodeList items = new SqlNodeList(select.getSelectList().getParserPosition());
    for (SqlNode item : select.getSelectList()) {
      SqlNode plain = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
      SqlCall columns = columnsIn(plain);
      if (plain instanceof SqlCall call && call.getOperator() == Sugar.CHANGED_STAR) {
        star(call, all(written, call.operand(0), outline), items);
      } else if (columns != null) {
        each(item, plain, columns, matching(columns, written, outline), items);
      } else {
        items.add(item);
      }
    }
    select.setSelectList(items);
  }

  private static List<String> all(SqlSelect written, SqlNode star, Outline outline) {
    SqlParserPos at = star.getParserPosition();
    return outline.columns(
        new SqlSelect(
            at,
            null,
            SqlNodeList.of(star),
            written.getFrom(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private static void star(SqlCall star, List<String> columns, SqlNodeList items) {
    SqlNodeList excluded = star.operand(1);
    SqlNodeList replaced = star.operand(2);
    SqlNodeList renamed = star.operand(3);
    SqlIdentifier prefix = star.operand(0);
    for (String column : columns) {
      if (excluded.stream().anyMatch(name -> isNamed(name, column))) {
        continue;
      }
      SqlNode value = qualified(prefix, column);
      String name = column;
      for (SqlNode replacement : replaced) {
        SqlCall as = (SqlCall) replacement;
        value = isNamed(as.operand(1), column) ? as.operand(0) : value;
      }
      for (int i = 0; i < renamed.size(); i += 2) {
        name = isNamed(renamed.get(i), column) ? renamed.get(i + 1).toString() : name;
      }
      items.add(named(value, name));
    }
    excluded.forEach(name -> checkKnown(name, columns));
    replaced.forEach(as -> checkKnown(((SqlCall) as).operand(1), columns));
    for (int i = 0; i < renamed.size(); i += 2) {
      checkKnown(renamed.get(i), columns);
    }
  }

  private static void checkKnown(SqlNode name, List<String> columns) {
    if (columns.stream().noneMatch(column -> isNamed(name, column))) {
      throw Refusal.at(
          name,
          "UNKNOWN_COLUMN",
          "There is no column \""
              + name
              + "\""
              + ErrorWording.suggestion(name.toString(), columns));
    }
  }

  private static boolean isNamed(SqlNode name, String column) {
    SqlIdentifier id = (SqlIdentifier) name;
    return id.names.getLast().equalsIgnoreCase(column);
  }

  private static SqlNode qualified(SqlIdentifier star, String column) {
    List<String> names = new ArrayList<>(star.names.subList(0, star.names.size() - 1));
    names.add(column);
    return new SqlIdentifier(names, star.getParserPosition());
  }

  private static SqlNode named(SqlNode value, String name) {
    SqlParserPos at = value.getParserPosition();
    return SqlStdOperatorTable.AS.createCall(at, value, new SqlIdentifier(name, at));
  }

  /** The first call of COLUMNS in an expression; null where there is none. */
  private static SqlCall columnsIn(SqlNode node) {
    if (!(node instanceof SqlCall call) || call.isA(SqlKind.QUERY)) {
      return null;
    }
    if (call.getOperator().getName().equalsIgnoreCase("COLUMNS") && call.operandCount() == 1) {
      return call;
    }
    return call.getOperandList().stream()
        .filter(operand -> operand != null)
        .map(StarColumns::columnsIn)
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  private static List<String> matching(SqlCall call, SqlSelect written, Outline outline) {
    SqlNode which = call.operand(0);
    SqlNode star = SqlIdentifier.star(call.getParserPosition());
    List<String> columns = all(written, star, outline);
    if (which instanceof SqlIdentifier id && id.isStar()) {
      return columns;
    }
    if (!(which instanceof SqlLiteral literal) || literal.getTypeName().getFamily() == null) {
      throw Refusal.at(which, "BAD_ARGUMENT", "COLUMNS takes * or a pattern in quotes");
    }
    try {
      Pattern pattern = Pattern.compile(literal.toValue(), Pattern.CASE_INSENSITIVE);
      List<String> found = columns.stream().filter(c -> pattern.matcher(c).find()).toList();
      if (found.isEmpty()) {
        throw Refusal.at(which, "UNKNOWN_COLUMN", "No column matches this pattern");
      }
      return found;
    } catch (PatternSyntaxException e) {
      throw Refusal.at(which, "BAD_PATTERN", "Not a regular expression: " + e.getDescription());
    }
  }

  private static void each(
      SqlNode item, SqlNode plain, SqlCall columns, List<String> names, SqlNodeList items) {
    for (String name : names) {
      SqlNode value = plain.accept(new Replacement(columns.operand(0), name));
      String shown =
          plain == columns
              ? name
              : ((SqlCall) item).operand(1).toString().replaceAll("(?i)COLUMNS\\(.*?\\)", name);
      items.add(named(value, shown));
    }
  }

  /** Puts a column where COLUMNS of the same argument is called. */
  private static final class Replacement extends SqlShuttle {
    private final SqlNode argument;
    private final String column;

    private Replacement(SqlNode argument, String column) {
      this.argument = argument;
      this.column = column;
    }

    @Override
    public SqlNode visit(SqlCall call) {
      if (call.getOperator().getName().equalsIgnoreCase("COLUMNS")
          && call.operandCount() == 1
          && call.operand(0).toString().equals(argument.toString())) {
        return new SqlIdentifier(column, call.getParserPosition());
      }
      CallCopyingArgHandler copying = new CallCopyingArgHandler(call, true);
      call.getOperator().acceptCall(this, call, false, copying);
      return copying.result();
    }

    @Override
    public SqlNode visit(SqlIdentifier id) {
      return id.clone(id.getParserPosition());
    }
  }
}
