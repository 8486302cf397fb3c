package io.sheaf.sql.parser;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.SourceError;
import io.sheaf.sql.Statement;
import io.sheaf.sql.parser.generated.SheafParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/** Runs the generated parser and words its errors. Thread-safe. */
public final class SheafSyntax {
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(SheafParser.FACTORY)
          .withConformance(SqlConformanceEnum.LENIENT)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withIdentifierMaxLength(1000)
          .withCaseSensitive(false);
  private static final Pattern TOKEN = Pattern.compile("'[^']*'|\"[^\"]*\"|[\\p{L}\\p{N}_$]+|\\S");
  private static final int SHOWN_ALTERNATIVES = 6;

  private SheafSyntax() {}

  public static Statement one(String sql) {
    List<Statement> statements = all(sql);
    if (statements.size() != 1) {
      throw SheafException.user(
          "SYNTAX",
          statements.isEmpty()
              ? "There is no statement in this text"
              : "Expected one statement, found " + statements.size());
    }
    return statements.getFirst();
  }

  public static List<Statement> all(String sql) {
    if (isBlank(sql)) {
      return List.of();
    }
    try {
      List<Statement> statements = new ArrayList<>();
      for (SqlNode node : SqlParser.create(sql, CONFIG).parseStmtList()) {
        Statement change = Changes.of(node, sql);
        statements.add(
            change == null ? StatementBuilder.statementOf(supported(node, sql), sql) : change);
      }
      return statements;
    } catch (SqlParseException e) {
      throw error(e, sql);
    }
  }

  /** Parses a text that must be one query: a view's. */
  public static SyntaxQuery query(String sql) {
    if (one(sql) instanceof Statement.Query query && query.query() instanceof SyntaxQuery syntax) {
      return syntax;
    }
    throw SheafException.user("SYNTAX", "Expected a query: " + sql);
  }

  /**
   * Parses one expression, maybe with a name behind AS.
   *
   * @throws SheafException (USER, {@code SYNTAX}) with the place in the text
   */
  public static SqlNode item(String text) {
    SqlNodeList items = items(text);
    if (items.size() != 1) {
      throw SheafException.user("SYNTAX", "Expected one expression: " + text);
    }
    return items.get(0);
  }

  private static SqlNodeList items(String text) {
    try {
      SqlNode node = SqlParser.create("SELECT\n" + text, CONFIG).parseQuery();
      boolean plain =
          node instanceof SqlSelect select
              && select.getFrom() == null
              && select.getFetch() == null
              && !select.isDistinct();
      if (!plain) {
        throw SheafException.user("SYNTAX", "Expected an expression, not a query: " + text);
      }
      return (SqlNodeList) ((SqlSelect) node).getSelectList().accept(new TablePaths(text));
    } catch (SqlParseException e) {
      SqlParserPos at = e.getPos();
      throw error(e, text, at == null ? 0 : at.getLineNum() - 1);
    }
  }

  /**
   * Parses the name of a type.
   *
   * @throws SheafException (USER) when there is none of that name
   */
  public static SqlDataTypeSpec type(String name) {
    SqlNode cast = item("CAST(NULL AS " + name + ")");
    SqlDataTypeSpec type = ((SqlCall) cast).operand(1);
    TypeNames.of(type, name);
    return type;
  }

  static SyntaxQuery query(SqlNode node, String sql) {
    boolean files = sql.indexOf('\'') >= 0;
    return new SyntaxQuery(files ? node.accept(new TablePaths(sql)) : node, sql);
  }

  private static SqlNode supported(SqlNode node, String sql) {
    String refused =
        switch (node.getKind()) {
          case MERGE -> "MERGE";
          case PROCEDURE_CALL -> "CALL";
          case SET_OPTION -> "ALTER";
          case EXPLAIN -> "EXPLAIN PLAN FOR (write EXPLAIN query)";
          case INSERT -> "UPSERT";
          default -> null;
        };
    if (refused != null) {
      SqlParserPos at = node.getParserPosition();
      throw SourceError.at(
          "NOT_SUPPORTED", refused + " is not supported", sql, at.getLineNum(), at.getColumnNum());
    }
    return node;
  }

  private static boolean isBlank(String sql) {
    return sql.replaceAll("(?s)/\\*.*?\\*/", " ")
        .replaceAll("--[^\n]*", " ")
        .replace(';', ' ')
        .isBlank();
  }

  private static SheafException error(SqlParseException e, String sql) {
    return error(e, sql, e.getPos() == null ? 0 : e.getPos().getLineNum());
  }

  private static SheafException error(SqlParseException e, String sql, int line) {
    if (e.getCause() instanceof SheafException sheaf) {
      return sheaf;
    }
    SqlParserPos at = e.getPos();
    int column = at == null ? 0 : at.getColumnNum();
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Non-query expression")) {
      message = "expected a statement";
    }
    String token = tokenAt(sql, line, column);
    String text =
        message.startsWith("expected a statement")
            ? "Syntax error: expected a statement"
            : !message.contains("Encountered") && !message.contains("Lexical error")
                ? "Syntax error: " + message.lines().findFirst().orElse("")
                : token.isEmpty()
                    ? "Syntax error: the statement ends too early"
                    : token.equals("'") || token.equals("\"")
                        ? "Syntax error: this quote is not closed"
                        : "Syntax error near " + quoted(token);
    return SourceError.at("SYNTAX", text + expected(message), sql, line, column);
  }

  /**
   * The word or sign at a place of the text; empty at its end; a lone quote when it is not closed.
   */
  private static String tokenAt(String sql, int line, int column) {
    String[] lines = sql.split("\r?\n", -1);
    if (line < 1 || line > lines.length || column < 1 || column > lines[line - 1].length()) {
      return "";
    }
    Matcher token = TOKEN.matcher(lines[line - 1]).region(column - 1, lines[line - 1].length());
    return token.lookingAt() ? token.group() : "";
  }

  private static String quoted(String token) {
    return token.startsWith("'") || token.startsWith("\"") ? token : "\"" + token + "\"";
  }

  /** The parser lists every token that could follow; a short list helps, a long one does not. */
  private static String expected(String message) {
    int from = message.indexOf("Was expecting");
    if (from < 0) {
      return "";
    }
    List<String> tokens = new ArrayList<>();
    for (String line : message.substring(from).lines().skip(1).toList()) {
      String token = line.replace("...", "").strip().split("\\s+")[0].replace("\"", "");
      if (!token.isEmpty() && !tokens.contains(token)) {
        tokens.add(token);
      }
    }
    return tokens.isEmpty() || tokens.size() > SHOWN_ALTERNATIVES
        ? ""
        : "; expected " + String.join(", ", tokens);
  }
}
