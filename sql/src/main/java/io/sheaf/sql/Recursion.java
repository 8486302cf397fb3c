package io.sheaf.sql;

import io.sheaf.sql.parser.SyntaxQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * A query with WITH RECURSIVE, taken apart: tables that are made round by round, and what reads
 * them.
 *
 * @param tables in order; each may read those before it
 * @param rest the query without them
 */
public record Recursion(List<Table> tables, ParsedQuery rest) {
  /** What an item of FROM has its table as the first operand of. */
  private static final Set<SqlKind> AROUND_TABLES =
      Set.of(SqlKind.AS, SqlKind.TABLE_REF, SqlKind.TABLESAMPLE, SqlKind.LATERAL);

  public Recursion {
    tables = List.copyOf(tables);
  }

  /**
   * @param columns names of its columns; empty to keep those of the seed
   * @param seed gives the first rows
   * @param step gives more rows of those that the last round gave, which have the table's name;
   *     with UNION only those that are not among {@link #known()} yet
   */
  public record Table(String name, List<String> columns, ParsedQuery seed, ParsedQuery step) {
    public Table {
      columns = List.copyOf(columns);
    }

    /** The name by which a step reads all rows so far. */
    public String known() {
      return name + " so far";
    }
  }

  /** The parts of a query; empty where nothing in its first WITH reads itself. */
  public static Optional<Recursion> of(ParsedQuery parsed) {
    SyntaxQuery query = (SyntaxQuery) parsed;
    SqlNode node = query.node();
    SqlNode body = node instanceof SqlOrderBy ordered ? ordered.query : node;
    if (!(body instanceof SqlWith with)) {
      return Optional.empty();
    }
    List<Table> tables = new ArrayList<>();
    SqlNodeList others = new SqlNodeList(with.withList.getParserPosition());
    for (SqlNode item : with.withList) {
      Table table = table((SqlWithItem) item, others, query.text());
      if (table == null) {
        others.add(item);
      } else {
        tables.add(table);
      }
    }
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    SqlNode rest = with(others, with.body);
    if (node instanceof SqlOrderBy ordered) {
      rest =
          new SqlOrderBy(
              ordered.getParserPosition(), rest, ordered.orderList, ordered.offset, ordered.fetch);
    }
    return Optional.of(new Recursion(tables, new SyntaxQuery(rest, query.text())));
  }

  private static SqlNode with(SqlNodeList items, SqlNode body) {
    return items.isEmpty()
        ? body
        : new SqlWith(
            items.getParserPosition(), new SqlNodeList(items, items.getParserPosition()), body);
  }

  private static Table table(SqlWithItem item, SqlNodeList others, String text) {
    if (!item.recursive.booleanValue()
        || item.query.getKind() != SqlKind.UNION
        || !reads(((SqlCall) item.query).operand(1), item.name.getSimple())) {
      return null;
    }
    SqlCall union = (SqlCall) item.query;
    String name = item.name.getSimple();
    List<String> columns = new ArrayList<>();
    if (item.columnList != null) {
      item.columnList.forEach(column -> columns.add(((SqlIdentifier) column).getSimple()));
    }
    boolean all = ((SqlSetOperator) union.getOperator()).isAll();
    SqlNode seed = union.operand(0);
    SqlNode step = union.operand(1);
    if (!all) {
      SqlParserPos at = union.getParserPosition();
      SqlNode known = select(new SqlIdentifier(name + " so far", at), null);
      step = SqlStdOperatorTable.EXCEPT.createCall(at, step, known);
      seed = select(seed, SqlNodeList.of(SqlSelectKeyword.DISTINCT.symbol(at)));
    }
    return new Table(
        name,
        columns,
        new SyntaxQuery(with(others, seed), text),
        new SyntaxQuery(with(others, step), text));
  }

  private static SqlNode select(SqlNode table, SqlNodeList keywords) {
    SqlParserPos at = table.getParserPosition();
    return new SqlSelect(
        at,
        keywords,
        SqlNodeList.of(SqlIdentifier.star(at)),
        table,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Whether the query or one in it reads a table of that name. */
  private static boolean reads(SqlNode query, String name) {
    boolean[] found = {false};
    query.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            if (call instanceof SqlSelect select) {
              found[0] |= isTable(select.getFrom(), name);
            } else if (call.getKind() == SqlKind.EXPLICIT_TABLE) {
              found[0] |= isTable(call.operand(0), name);
            }
            return super.visit(call);
          }
        });
    return found[0];
  }

  /** Whether an item of FROM is the table, or a join with it; not what its queries read. */
  private static boolean isTable(SqlNode from, String name) {
    return switch (from) {
      case null -> false;
      case SqlIdentifier id -> id.isSimple() && id.getSimple().equalsIgnoreCase(name);
      case SqlJoin join -> isTable(join.getLeft(), name) || isTable(join.getRight(), name);
      case SqlCall call when AROUND_TABLES.contains(call.getKind()) ->
          isTable(call.operand(0), name);
      default -> false;
    };
  }
}
