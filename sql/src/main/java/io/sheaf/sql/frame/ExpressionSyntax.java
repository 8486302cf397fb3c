package io.sheaf.sql.frame;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.parser.SheafSyntax;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Expressions as syntax trees whose columns are resolved. For one call, immutable. */
final class ExpressionSyntax {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  private final Inputs inputs;

  ExpressionSyntax(Inputs inputs) {
    this.inputs = inputs;
  }

  SqlNode of(Expression expression) {
    return switch (expression) {
      case Expression.Name e -> new AttributeNode(inputs.named(e.name()));
      case Expression.Reference e -> new AttributeNode(inputs.of(e.attribute()));
      case Expression.Star e -> throw misplaced("*", "stands only in select and count");
      case Expression.Literal e -> LiteralSyntax.of(e.value());
      case Expression.Call e -> call(e);
      case Expression.Operation e -> operation(e.operator(), all(e.arguments()));
      case Expression.Filtered e ->
          SqlStdOperatorTable.FILTER.createCall(NOWHERE, of(e.aggregate()), of(e.condition()));
      case Expression.Over e -> over(e);
      case Expression.Case e -> branches(e);
      case Expression.Cast e -> cast(e);
      case Expression.In e ->
          SqlStdOperatorTable.IN.createCall(
              NOWHERE, of(e.value()), SqlNodeList.of(NOWHERE, all(e.values())));
      case Expression.InRelation e ->
          SqlStdOperatorTable.IN.createCall(
              NOWHERE, of(e.value()), new RelationNode(oneColumn(e.relation())));
      case Expression.Scalar e -> new RelationNode(oneColumn(e.relation()));
      case Expression.Alias e -> of(e.value());
      case Expression.Text e -> text(e.sql());
      case Expression.Order e -> throw misplaced("asc() or desc()", "stands only in orderBy");
    };
  }

  List<SqlNode> all(List<Expression> expressions) {
    return expressions.stream().map(this::of).toList();
  }

  /** A place in an order; plain expressions ascend. */
  SqlNode order(Expression expression) {
    if (!(expression instanceof Expression.Order order)) {
      return key(expression);
    }
    SqlNode key = key(order.value());
    if (order.descending()) {
      key = SqlStdOperatorTable.DESC.createCall(NOWHERE, key);
    }
    if (order.nullsFirst().isEmpty()) {
      return key;
    }
    return (order.nullsFirst().get()
            ? SqlStdOperatorTable.NULLS_FIRST
            : SqlStdOperatorTable.NULLS_LAST)
        .createCall(NOWHERE, key);
  }

  /** A number in ORDER BY or GROUP BY would be the place of a column, which is not meant here. */
  SqlNode key(Expression expression) {
    SqlNode key = of(expression);
    return key instanceof SqlLiteral
        ? SqlStdOperatorTable.COALESCE.createCall(NOWHERE, key, SqlLiteral.createNull(NOWHERE))
        : key;
  }

  private static Relation oneColumn(Relation relation) {
    if (relation.output().size() != 1) {
      throw SheafException.user(
          "BAD_SUBQUERY",
          "A frame that stands for values has one column, not " + relation.output().size());
    }
    return relation;
  }

  private static SheafException misplaced(String what, String rule) {
    return SheafException.user("BAD_ARGUMENT", what + " " + rule);
  }

  private SqlNode call(Expression.Call call) {
    // The grammar reads CEILING as CEIL, and functions do not know it.
    String name = call.function().equals("CEILING") ? "CEIL" : call.function();
    if (name.equals("TRIM")) {
      SqlNode flag = SqlTrimFunction.Flag.BOTH.symbol(NOWHERE);
      List<SqlNode> args = all(call.arguments());
      SqlNode blank = SqlLiteral.createCharString(" ", NOWHERE);
      return SqlStdOperatorTable.TRIM.createCall(
          NOWHERE, flag, args.size() > 1 ? args.get(1) : blank, args.getFirst());
    }
    if (call.arguments().isEmpty() && ContextValues.of(name) != null) {
      return ContextValues.of(name);
    }
    List<SqlNode> arguments = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      boolean star = argument instanceof Expression.Star s && s.qualifier().isEmpty();
      arguments.add(star ? SqlIdentifier.star(NOWHERE) : of(argument));
    }
    return new SqlUnresolvedFunction(
            new SqlIdentifier(name, NOWHERE),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .createCall(
            call.distinct() ? SqlSelectKeyword.DISTINCT.symbol(NOWHERE) : null,
            NOWHERE,
            arguments.toArray(SqlNode[]::new));
  }

  private static SqlNode operation(Operator operator, List<SqlNode> arguments) {
    return operator(operator).createCall(NOWHERE, arguments);
  }

  private static SqlOperator operator(Operator operator) {
    return switch (operator) {
      case ADD -> SqlStdOperatorTable.PLUS;
      case SUBTRACT -> SqlStdOperatorTable.MINUS;
      case MULTIPLY -> SqlStdOperatorTable.MULTIPLY;
      case DIVIDE -> SqlStdOperatorTable.DIVIDE;
      case REMAINDER -> SqlStdOperatorTable.PERCENT_REMAINDER;
      case NEGATE -> SqlStdOperatorTable.UNARY_MINUS;
      case EQUAL -> SqlStdOperatorTable.EQUALS;
      case NOT_EQUAL -> SqlStdOperatorTable.NOT_EQUALS;
      case LESS -> SqlStdOperatorTable.LESS_THAN;
      case LESS_OR_EQUAL -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
      case GREATER -> SqlStdOperatorTable.GREATER_THAN;
      case GREATER_OR_EQUAL -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
      case IS_NOT_DISTINCT -> SqlStdOperatorTable.IS_NOT_DISTINCT_FROM;
      case AND -> SqlStdOperatorTable.AND;
      case OR -> SqlStdOperatorTable.OR;
      case NOT -> SqlStdOperatorTable.NOT;
      case IS_NULL -> SqlStdOperatorTable.IS_NULL;
      case IS_NOT_NULL -> SqlStdOperatorTable.IS_NOT_NULL;
      case IS_TRUE -> SqlStdOperatorTable.IS_TRUE;
      case IS_FALSE -> SqlStdOperatorTable.IS_FALSE;
      case LIKE -> SqlStdOperatorTable.LIKE;
      case ILIKE -> SqlLibraryOperators.ILIKE;
      case BETWEEN -> SqlStdOperatorTable.BETWEEN;
      case CONCAT -> SqlStdOperatorTable.CONCAT;
    };
  }

  private SqlNode over(Expression.Over over) {
    boolean rows = over.frame().map(Expression.WindowFrame::rows).orElse(false);
    SqlNode window =
        SqlWindow.create(
            null,
            null,
            SqlNodeList.of(NOWHERE, over.partition().stream().map(this::key).toList()),
            SqlNodeList.of(NOWHERE, over.order().stream().map(this::order).toList()),
            SqlLiteral.createBoolean(rows, NOWHERE),
            over.frame().map(frame -> bound(frame.start())).orElse(null),
            over.frame().map(frame -> bound(frame.end())).orElse(null),
            null,
            NOWHERE);
    return SqlStdOperatorTable.OVER.createCall(NOWHERE, of(over.function()), window);
  }

  private static SqlNode bound(long distance) {
    if (distance == Long.MIN_VALUE) {
      return SqlWindow.createUnboundedPreceding(NOWHERE);
    }
    if (distance == Long.MAX_VALUE) {
      return SqlWindow.createUnboundedFollowing(NOWHERE);
    }
    SqlNode size = SqlLiteral.createExactNumeric(Long.toString(Math.abs(distance)), NOWHERE);
    return distance == 0
        ? SqlWindow.createCurrentRow(NOWHERE)
        : distance < 0
            ? SqlWindow.createPreceding(size, NOWHERE)
            : SqlWindow.createFollowing(size, NOWHERE);
  }

  private SqlNode branches(Expression.Case cases) {
    SqlNodeList conditions = new SqlNodeList(NOWHERE);
    SqlNodeList values = new SqlNodeList(NOWHERE);
    for (Expression.When branch : cases.branches()) {
      conditions.add(of(branch.condition()));
      values.add(of(branch.value()));
    }
    SqlNode otherwise =
        cases.otherwise().map(this::of).orElseGet(() -> SqlLiteral.createNull(NOWHERE));
    return new SqlCase(NOWHERE, null, conditions, values, otherwise);
  }

  private SqlNode cast(Expression.Cast cast) {
    SqlOperator operator = cast.trying() ? SqlLibraryOperators.TRY_CAST : SqlStdOperatorTable.CAST;
    return operator.createCall(NOWHERE, of(cast.value()), SheafSyntax.type(cast.type()));
  }

  private SqlNode text(String sql) {
    SqlNode item = SheafSyntax.item(sql);
    return new TextColumns(inputs)
        .in(item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item);
  }
}
