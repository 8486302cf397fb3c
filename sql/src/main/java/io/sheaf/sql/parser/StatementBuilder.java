package io.sheaf.sql.parser;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.sql.SourceError;
import io.sheaf.sql.Statement;
import io.sheaf.sql.Statement.ExplainMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * What the grammar's own productions call to make statements; public for the generated parser
 * alone.
 */
public final class StatementBuilder {
  private StatementBuilder() {}

  public static SqlNode explain(
      SqlParserPos at, String sql, boolean analyze, String mode, SqlNode statement) {
    ExplainMode chosen =
        mode == null ? ExplainMode.PHYSICAL : ExplainMode.valueOf(mode.toUpperCase(Locale.ROOT));
    return done(at, new Statement.Explain(analyze, chosen, statementOf(statement, sql)));
  }

  /** Whether a token is this word, unquoted. */
  public static boolean isWord(String token, String word) {
    return token.equalsIgnoreCase(word);
  }

  /** Whether a query may begin with this token. */
  public static boolean startsQuery(String token) {
    return switch (token.toUpperCase(Locale.ROOT)) {
      case "SELECT", "WITH", "VALUES", "TABLE", "FROM", "(" -> true;
      default -> false;
    };
  }

  /** Whether the list of a SELECT may be over before this token. */
  public static boolean endsItems(String token) {
    return switch (token.toUpperCase(Locale.ROOT)) {
      case "FROM", "WHERE", "GROUP" -> true;
      default -> endsClause(token);
    };
  }

  /** Whether what is grouped or listed may be over before this token. */
  public static boolean endsClause(String token) {
    return switch (token.toUpperCase(Locale.ROOT)) {
      case "", ")", ";", "HAVING", "WINDOW", "QUALIFY", "ORDER", "LIMIT", "OFFSET", "FETCH" -> true;
      case "UNION", "INTERSECT", "EXCEPT", "MINUS" -> true;
      default -> false;
    };
  }

  public static boolean isExplainMode(String word) {
    for (ExplainMode mode : ExplainMode.values()) {
      if (mode.name().equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  public static SqlNode describeQuery(SqlParserPos at, String sql, SqlNode query) {
    return done(at, new Statement.Describe(query(query, sql)));
  }

  public static SqlNode describe(SqlParserPos at, String sql, SqlIdentifier name) {
    return done(at, new Statement.Describe(query(selectAll(name), sql)));
  }

  public static SqlNode createView(
      SqlParserPos at, boolean replace, SqlIdentifier name, SqlNodeList columns, String text) {
    return done(at, new Statement.CreateView(simple(name), replace, names(columns), text));
  }

  /** {@code flags}: OR REPLACE, TEMP, IF NOT EXISTS. */
  public static SqlNode createTable(
      SqlParserPos at,
      String sql,
      boolean[] flags,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query) {
    Optional<Schema> schema =
        columns == null ? Optional.empty() : Optional.of(schema(columns, sql));
    return done(
        at,
        new Statement.CreateTable(
            simple(name),
            new Statement.CreateOptions(flags[0], flags[1], flags[2]),
            schema,
            query == null ? Optional.empty() : Optional.of(query(query, sql))));
  }

  public static SqlNode drop(SqlParserPos at, boolean view, boolean ifExists, SqlIdentifier name) {
    return done(
        at,
        view
            ? new Statement.DropView(simple(name), ifExists)
            : new Statement.DropTable(simple(name), ifExists));
  }

  public static SqlNode showTables(SqlParserPos at) {
    return done(at, new Statement.ShowTables());
  }

  /** {@code pattern}: of LIKE, or null. */
  public static SqlNode showFunctions(SqlParserPos at, String pattern) {
    return done(at, new Statement.ShowFunctions(Optional.ofNullable(pattern)));
  }

  public static SqlNode truncate(SqlParserPos at, String sql, SqlIdentifier name) {
    return done(at, Changes.truncate(name, sql));
  }

  /** {@code source}: a query, or the name of a table; {@code text}: as it is written. */
  public static SqlNode summarize(SqlParserPos at, String sql, SqlNode source, String text) {
    boolean table = source instanceof SqlIdentifier;
    SqlNode query = table ? selectAll((SqlIdentifier) source) : source;
    return done(
        at,
        new Statement.Summarize(query(query, sql), table ? text : "(" + text + ") AS summarized"));
  }

  public static SqlNode showSettings(SqlParserPos at, String key) {
    return done(at, new Statement.ShowSettings(Optional.ofNullable(key)));
  }

  public static SqlNode set(SqlParserPos at, String key, String value) {
    String text = value.strip();
    if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
      text = text.substring(1, text.length() - 1).replace("''", "'");
    }
    return done(at, new Statement.SetOption(key, text));
  }

  public static SqlNode reset(SqlParserPos at, String key) {
    return done(at, new Statement.ResetOption(Optional.ofNullable(key)));
  }

  public static SqlNode insert(
      SqlParserPos at,
      String sql,
      boolean overwrite,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query) {
    return done(
        at,
        overwrite
            ? new Statement.Rewrite(
                simple(name), names(columns), query(query, sql), Optional.empty())
            : new Statement.InsertInto(simple(name), names(columns), query(query, sql)));
  }

  public static SqlNode copy(
      SqlParserPos at, String sql, SqlNode source, String path, Map<String, String> options) {
    SqlNode query = source instanceof SqlIdentifier name ? selectAll(name) : source;
    return done(at, new Statement.Copy(query(query, sql), path, options));
  }

  /** Whether a statement about the cache begins with these tokens. */
  public static boolean startsCaching(String first, String second) {
    return switch (first.toUpperCase(Locale.ROOT)) {
      case "CACHE" -> isWord(second, "TABLE") || isWord(second, "LAZY");
      case "UNCACHE" -> isWord(second, "TABLE");
      case "CLEAR" -> isWord(second, "CACHE");
      default -> false;
    };
  }

  /** {@code text}: the query as written, or null. */
  public static SqlNode cache(
      SqlParserPos at, boolean lazy, SqlIdentifier name, Map<String, String> options, String text) {
    return done(
        at, new Statement.CacheTable(simple(name), lazy, options, Optional.ofNullable(text)));
  }

  public static SqlNode uncache(SqlParserPos at, boolean ifExists, SqlIdentifier name) {
    return done(at, new Statement.UncacheTable(simple(name), ifExists));
  }

  public static SqlNode clearCache(SqlParserPos at) {
    return done(at, new Statement.ClearCache());
  }

  /** A literal as plain text. */
  public static String plain(SqlNode literal) {
    return literal instanceof SqlLiteral value ? value.toValue() : literal.toString();
  }

  /** Cuts a piece out of a text by lines and columns from 1, the last character included. */
  public static String slice(
      String sql, int firstLine, int firstColumn, int lastLine, int lastColumn) {
    return sql.substring(
        offset(sql, firstLine, firstColumn), offset(sql, lastLine, lastColumn) + 1);
  }

  private static int offset(String sql, int line, int column) {
    int start = 0;
    for (int l = 1; l < line; l++) {
      int end = start;
      while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
        end++;
      }
      start = end + (sql.startsWith("\r\n", end) ? 2 : 1);
    }
    return start + column - 1;
  }

  static Statement statementOf(SqlNode node, String sql) {
    return node instanceof ParsedStatement parsed
        ? parsed.statement()
        : new Statement.Query(query(node, sql));
  }

  private static SyntaxQuery query(SqlNode node, String sql) {
    return SheafSyntax.query(node, sql);
  }

  private static SqlNode done(SqlParserPos at, Statement statement) {
    return new ParsedStatement(at, statement);
  }

  static SqlNode selectAll(SqlIdentifier name) {
    SqlParserPos at = name.getParserPosition();
    SqlNodeList star = SqlNodeList.of(SqlIdentifier.star(at));
    return new SqlSelect(
        at, null, star, name, null, null, null, null, null, null, null, null, null);
  }

  static String simple(SqlIdentifier name) {
    return String.join(".", name.names);
  }

  private static List<String> names(SqlNodeList columns) {
    List<String> names = new ArrayList<>();
    if (columns != null) {
      for (SqlNode column : columns) {
        names.add(((SqlIdentifier) column).getSimple());
      }
    }
    return names;
  }

  private static Schema schema(SqlNodeList columns, String sql) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i += 2) {
      SqlIdentifier name = (SqlIdentifier) columns.get(i);
      SqlDataTypeSpec type = (SqlDataTypeSpec) columns.get(i + 1);
      for (Field earlier : fields) {
        if (earlier.name().equalsIgnoreCase(name.getSimple())) {
          SqlParserPos at = name.getParserPosition();
          throw SourceError.at(
              "DUPLICATE_COLUMN",
              "Column " + name.getSimple() + " is defined twice",
              sql,
              at.getLineNum(),
              at.getColumnNum());
        }
      }
      fields.add(
          new Field(
              name.getSimple(),
              TypeNames.of(type, sql),
              !Boolean.FALSE.equals(type.getNullable())));
    }
    return new Schema(fields);
  }
}
