package io.sheaf.sql.validate;

import io.sheaf.sql.parser.Sugar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Says in standard SQL what queries say shorter: GROUP BY ALL, ORDER BY ALL, DISTINCT ON, UNION BY
 * NAME. For one tree, which is a copy.
 */
final class Desugar {
  private final Outline outline;

  /** Where the order behind a SELECT DISTINCT ON decides which rows it takes. */
  private final Map<SqlSelect, SqlNodeList> orders = new IdentityHashMap<>();

  Desugar(Outline outline) {
    this.outline = outline;
  }

  /** Changes a copied SELECT in place. */
  void select(SqlSelect select) {
    SqlNodeList groups = select.getGroup();
    if (groups != null && groups.size() == 1 && isAll(groups.get(0))) {
      select.setGroupBy(keys(select, groups.getParserPosition()));
    }
    if (select.getQualify() != null) {
      select.setQualify(distinctOn(select, select.getQualify()));
    }
  }

  private static boolean isAll(SqlNode node) {
    return node instanceof SqlIdentifier id && id.isStar();
  }

  /** The items without aggregates. */
  private static SqlNodeList keys(SqlSelect select, SqlParserPos at) {
    SqlNodeList keys = new SqlNodeList(at);
    for (SqlNode item : select.getSelectList()) {
      SqlNode plain = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
      if (isAll(plain)) {
        throw Refusal.at(plain, "NOT_SUPPORTED", "GROUP BY ALL needs the columns one by one");
      }
      if (!(plain instanceof SqlLiteral) && !Functions.hasAggregate(plain)) {
        keys.add(plain);
      }
    }
    return keys.isEmpty() ? null : keys;
  }

  private SqlNode distinctOn(SqlSelect select, SqlNode condition) {
    if (!(condition instanceof SqlCall call)) {
      return condition;
    }
    if (call.getKind() == SqlKind.AND) {
      SqlNode both = distinctOn(select, call.operand(1));
      return both == call.operand(1)
          ? condition
          : SqlStdOperatorTable.AND.createCall(call.getParserPosition(), call.operand(0), both);
    }
    if (call.getOperator() != Sugar.DISTINCT_ON) {
      return condition;
    }
    SqlParserPos at = call.getParserPosition();
    SqlNodeList keys = new SqlNodeList(at);
    call.getOperandList().forEach(key -> keys.add(meant(select, key)));
    SqlNodeList order = new SqlNodeList(at);
    orders.put(select, order);
    SqlWindow window =
        SqlWindow.create(
            null, null, keys, order, SqlLiteral.createBoolean(false, at), null, null, null, at);
    SqlNode number =
        SqlStdOperatorTable.OVER.createCall(
            at, SqlStdOperatorTable.ROW_NUMBER.createCall(at), window);
    return SqlStdOperatorTable.EQUALS.createCall(
        at, number, SqlLiteral.createExactNumeric("1", at));
  }

  /** What a place or an alias among the items stands for. */
  private static SqlNode meant(SqlSelect select, SqlNode key) {
    SqlNodeList items = select.getSelectList();
    if (key instanceof SqlNumericLiteral place && place.isInteger()) {
      int i = place.intValue(false) - 1;
      return i >= 0 && i < items.size() ? withoutAlias(items.get(i)) : key;
    }
    if (key instanceof SqlIdentifier id && id.isSimple()) {
      for (SqlNode item : items) {
        if (item.getKind() == SqlKind.AS
            && ((SqlCall) item).operand(1).toString().equalsIgnoreCase(id.getSimple())) {
          return withoutAlias(item);
        }
      }
    }
    return key;
  }

  private static SqlNode withoutAlias(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }

  /**
   * ORDER BY ALL and the order of DISTINCT ON.
   *
   * @param ordered the copy
   * @param original as it was parsed
   * @param copying makes further copies of the original
   */
  SqlNode ordered(SqlOrderBy ordered, SqlOrderBy original, UnaryOperator<SqlNode> copying) {
    if (ordered.query instanceof SqlSelect select && orders.containsKey(select)) {
      for (SqlNode item : original.orderList) {
        orders.get(select).add(ofItems(select, copying.apply(item)));
      }
    }
    SqlNodeList list = new SqlNodeList(ordered.orderList.getParserPosition());
    for (SqlNode item : ordered.orderList) {
      if (isAll(key(item))) {
        int columns = outline.columns(original.query).size();
        for (int i = 1; i <= columns; i++) {
          list.add(ofKey(item, SqlLiteral.createExactNumeric("" + i, item.getParserPosition())));
        }
      } else {
        list.add(item);
      }
    }
    return new SqlOrderBy(
        ordered.getParserPosition(), ordered.query, list, ordered.offset, ordered.fetch);
  }

  private static SqlNode ofItems(SqlSelect select, SqlNode item) {
    return ofKey(item, meant(select, key(item)));
  }

  /** What an item of ORDER BY sorts by. */
  static SqlNode key(SqlNode item) {
    return switch (item.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> key(((SqlCall) item).operand(0));
      default -> item;
    };
  }

  /** An item of ORDER BY that sorts by something else in the same direction. */
  private static SqlNode ofKey(SqlNode item, SqlNode key) {
    return switch (item.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall call = (SqlCall) item;
        yield call.getOperator().createCall(call.getParserPosition(), ofKey(call.operand(0), key));
      }
      default -> key;
    };
  }

  /** A copied UNION, where it is one BY NAME; the original says which columns both sides have. */
  SqlNode union(SqlCall copy, SqlCall original) {
    boolean all = original.getOperator() == Sugar.UNION_ALL_BY_NAME;
    if (!all && original.getOperator() != Sugar.UNION_BY_NAME) {
      return copy;
    }
    List<String> left = outline.columns(original.operand(0));
    List<String> right = outline.columns(original.operand(1));
    List<String> names = new ArrayList<>(left);
    right.stream().filter(name -> !Outline.holds(left, name)).forEach(names::add);
    SqlParserPos at = copy.getParserPosition();
    return (all ? SqlStdOperatorTable.UNION_ALL : SqlStdOperatorTable.UNION)
        .createCall(
            at, filled(copy.operand(0), left, names), filled(copy.operand(1), right, names));
  }

  /** A query with all these columns, of which it may have some. */
  private static SqlNode filled(SqlNode query, List<String> has, List<String> names) {
    SqlParserPos at = query.getParserPosition();
    SqlNodeList items = new SqlNodeList(at);
    for (String name : names) {
      SqlIdentifier column = new SqlIdentifier(name, at);
      items.add(
          Outline.holds(has, name)
              ? column
              : SqlStdOperatorTable.AS.createCall(at, SqlLiteral.createNull(at), column));
    }
    return new SqlSelect(
        at, null, items, query, null, null, null, null, null, null, null, null, null);
  }
}
