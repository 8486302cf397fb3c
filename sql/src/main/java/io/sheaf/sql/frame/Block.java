package io.sheaf.sql.frame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * One SELECT that is put together: relations are merged into it as long as it means the same. For
 * one rendering.
 */
final class Block {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  final SqlNode from;

  /** Columns in order, and what each is in terms of FROM. */
  private final List<Attribute> outputs = new ArrayList<>();

  private final Map<Attribute, SqlNode> meanings = new HashMap<>();

  /** Whether some columns are computed here, so that only ORDER BY and LIMIT may follow. */
  private boolean computed;

  private SqlNode where;
  private SqlNodeList groupBy;
  private boolean distinct;
  private List<SqlNode> order = List.of();
  private long offset;
  private Long fetch;

  Block(SqlNode from) {
    this.from = from;
  }

  void add(Attribute attribute, SqlNode meaning) {
    outputs.add(attribute);
    meanings.put(attribute, meaning);
  }

  SqlNode meaning(Attribute attribute) {
    SqlNode meaning = meanings.get(attribute);
    if (meaning == null) {
      throw new IllegalStateException("no column " + attribute + " in " + outputs);
    }
    return meaning;
  }

  List<Attribute> outputs() {
    return outputs;
  }

  /** Whether other relations may be joined to its FROM. */
  boolean isBare() {
    return isOpen() && where == null;
  }

  /** Whether conditions, groups and computed columns may be added. */
  boolean isOpen() {
    return !computed && groupBy == null && !distinct && !isCut();
  }

  /** Whether columns may be computed of those that it has. */
  boolean isPlain() {
    return groupBy == null && !distinct;
  }

  /** Whether a column is not just one of FROM. */
  boolean computes(Attribute attribute) {
    return !(meaning(attribute) instanceof SqlIdentifier);
  }

  /** Whether columns may be left out and put in another order. */
  boolean isLoose() {
    return !distinct;
  }

  boolean isCut() {
    return offset > 0 || fetch != null;
  }

  List<SqlNode> order() {
    return order;
  }

  SqlNode where() {
    return where;
  }

  /** A block of the same rows whose columns are these instead. */
  void replaceOutputs(List<Node.Item> items, boolean areComputed) {
    outputs.clear();
    meanings.clear();
    for (Node.Item item : items) {
      add(item.attribute(), item.expression());
    }
    computed |= areComputed;
  }

  void filter(SqlNode condition) {
    where =
        where == null ? condition : SqlStdOperatorTable.AND.createCall(NOWHERE, where, condition);
  }

  void group(List<SqlNode> keys) {
    groupBy = SqlNodeList.of(NOWHERE, keys);
    order = List.of();
  }

  void makeDistinct() {
    distinct = true;
    order = List.of();
  }

  void sort(List<SqlNode> keys) {
    order = keys;
  }

  void slice(long first, Long count) {
    offset = first;
    fetch = count;
  }

  /** The query; {@code hidden} columns come behind those that are seen. */
  SqlNode query(List<String> names, List<Node.Item> hidden, boolean ordered) {
    SqlNodeList items = new SqlNodeList(NOWHERE);
    for (int i = 0; i < outputs.size(); i++) {
      items.add(named(meanings.get(outputs.get(i)), names.get(i)));
    }
    hidden.forEach(item -> items.add(named(item.expression(), item.attribute().name())));
    SqlNodeList keywords =
        distinct ? SqlNodeList.of(SqlSelectKeyword.DISTINCT.symbol(NOWHERE)) : null;
    SqlSelect select =
        new SqlSelect(
            NOWHERE, keywords, items, from, where, groupBy, null, null, null, null, null, null,
            null);
    boolean sorted = ordered && !order.isEmpty();
    if (!sorted && !isCut()) {
      return select;
    }
    return new SqlOrderBy(
        NOWHERE,
        select,
        sorted ? SqlNodeList.of(NOWHERE, order) : SqlNodeList.EMPTY,
        offset == 0 ? null : number(offset),
        fetch == null ? null : number(fetch));
  }

  private static SqlNode number(long count) {
    return SqlLiteral.createExactNumeric(Long.toString(count), NOWHERE);
  }

  private static SqlCall named(SqlNode expression, String name) {
    return SqlStdOperatorTable.AS.createCall(NOWHERE, expression, new SqlIdentifier(name, NOWHERE));
  }
}
