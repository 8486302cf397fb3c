package io.sheaf.sql.frame;

import io.sheaf.columnar.DataType;
import io.sheaf.sql.validate.Functions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * A relation as one syntax tree. Every table and sub-query in it gets an alias of its own, and
 * every column is written with it, so that names never meet by chance. For one use.
 */
final class Rendering {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  private final Function<Relation, Optional<Node.Source>> replaced;
  private final Function<Relation, Optional<String>> kept;
  private int aliases;

  private Rendering(
      Function<Relation, Optional<Node.Source>> replaced,
      Function<Relation, Optional<String>> kept) {
    this.replaced = replaced;
    this.kept = kept;
  }

  /** {@code tables}: what stands for some relations, which are not looked into. */
  static Rendering replacing(Function<Relation, Optional<Node.Source>> tables) {
    return new Rendering(tables, r -> Optional.empty());
  }

  /** {@code views}: names of views that hold what {@link #kept} gives for some relations. */
  static Rendering reading(Function<Relation, Optional<String>> views) {
    return new Rendering(r -> Optional.empty(), views);
  }

  /**
   * The whole query; its columns are called as the relation's are, twice the same where they are.
   */
  SqlNode query(Relation relation) {
    if (replaced.apply(relation).isEmpty()
        && kept.apply(relation).isEmpty()
        && relation instanceof Node.Source source
        && !(source.from() instanceof SqlIdentifier)) {
      return source.from();
    }
    Block block = block(relation);
    List<String> names = relation.output().stream().map(Attribute::name).toList();
    return block.query(names, List.of(), true);
  }

  /** The query for a view that is read in the place of the relation, in its order. */
  SqlNode kept(Relation relation) {
    return new Nested(made(relation)).query();
  }

  private Block block(Relation relation) {
    Optional<Node.Source> table = replaced.apply(relation);
    if (table.isPresent()) {
      return source(table.get());
    }
    return kept.apply(relation)
        .map(view -> new Nested(made(relation)).block(new SqlIdentifier(view, NOWHERE)))
        .orElseGet(() -> made(relation));
  }

  private Block made(Relation relation) {
    return switch ((Node) relation) {
      case Node.Source r -> source(r);
      case Node.Project r -> project(r);
      case Node.Filter r -> filter(r);
      case Node.Aggregate r -> aggregate(r);
      case Node.Join r -> join(r);
      case Node.SetOperation r -> setOperation(r);
      case Node.Distinct r -> distinct(r);
      case Node.Sort r -> sort(r);
      case Node.Slice r -> slice(r);
      case Node.Renamed r -> renamed(r);
    };
  }

  private Block source(Node.Source source) {
    return from(source.from(), source.columns(), source.renamed(), source.output());
  }

  /** A block over a table or query, whose columns have these different names. */
  private Block from(
      SqlNode table, List<String> columns, boolean renamed, List<Attribute> attributes) {
    String alias = "t" + ++aliases;
    List<SqlNode> as = new ArrayList<>(List.of(table, new SqlIdentifier(alias, NOWHERE)));
    if (renamed) {
      columns.forEach(column -> as.add(new SqlIdentifier(column, NOWHERE)));
    }
    Block block = new Block(SqlStdOperatorTable.AS.createCall(NOWHERE, as));
    for (int i = 0; i < attributes.size(); i++) {
      block.add(attributes.get(i), new SqlIdentifier(List.of(alias, columns.get(i)), NOWHERE));
    }
    return block;
  }

  /** A block that selects from the query that another one is, in its order. */
  private Block around(Block inner) {
    Nested nested = new Nested(inner);
    return nested.block(nested.query());
  }

  /** A query below another one: what it is ordered by are columns of it, too. */
  private final class Nested {
    private final Block inner;
    private final List<Node.Item> hidden = new ArrayList<>();

    Nested(Block inner) {
      this.inner = inner;
      for (SqlNode key : inner.order()) {
        String name = "order " + (hidden.size() + 1);
        Attribute attribute = new Attribute(name, "", DataType.Simple.NULL, true);
        hidden.add(new Node.Item(attribute, keyed(key)));
      }
    }

    SqlNode query() {
      return inner.query(different(inner.outputs()), hidden, inner.isCut());
    }

    /** What reads the columns from a table that is this query. */
    Block block(SqlNode table) {
      List<Attribute> attributes = new ArrayList<>(inner.outputs());
      hidden.forEach(item -> attributes.add(item.attribute()));
      Block block = from(table, different(attributes), false, attributes);
      List<SqlNode> order = new ArrayList<>();
      for (int i = 0; i < hidden.size(); i++) {
        SqlNode column = block.meaning(hidden.get(i).attribute());
        order.add(withKey(inner.order().get(i), column));
        block.outputs().removeLast();
      }
      block.sort(order);
      return block;
    }
  }

  /** What is sorted by, without its direction. */
  private static SqlNode keyed(SqlNode key) {
    return isDirection(key) ? keyed(((SqlCall) key).operand(0)) : key;
  }

  private static SqlNode withKey(SqlNode key, SqlNode value) {
    return isDirection(key)
        ? ((SqlCall) key)
            .getOperator()
            .createCall(NOWHERE, withKey(((SqlCall) key).operand(0), value))
        : value;
  }

  private static boolean isDirection(SqlNode key) {
    return key.getKind() == SqlKind.DESCENDING
        || key.getKind() == SqlKind.NULLS_FIRST
        || key.getKind() == SqlKind.NULLS_LAST;
  }

  /** Names for columns, equal ones numbered. */
  static List<String> different(List<Attribute> attributes) {
    Set<String> taken = new HashSet<>();
    attributes.forEach(a -> taken.add(a.name().toLowerCase(Locale.ROOT)));
    Set<String> used = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Attribute attribute : attributes) {
      String name = attribute.name();
      for (int i = 1; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
        String next = attribute.name() + "_" + i;
        name = taken.contains(next.toLowerCase(Locale.ROOT)) ? name : next;
      }
      names.add(name);
    }
    return names;
  }

  private Block open(Relation relation) {
    Block block = block(relation);
    return block.isOpen() ? block : around(block);
  }

  private Block bare(Relation relation) {
    Block block = block(relation);
    Block bare = block.isBare() ? block : around(block);
    bare.sort(List.of());
    return bare;
  }

  private Block project(Node.Project project) {
    Block block = block(project.input());
    boolean computed = project.items().stream().anyMatch(item -> !item.isColumn());
    boolean windows =
        project.items().stream().anyMatch(item -> Functions.hasWindow(item.expression()));
    boolean fits =
        windows
            ? block.isOpen()
            : computed ? block.isPlain() && once(project, block) : block.isLoose();
    if (!fits) {
      block = around(block);
    }
    block.replaceOutputs(meant(project.items(), block), computed);
    return block;
  }

  /** Whether nothing that the block computes would be computed twice for these columns. */
  private static boolean once(Node.Project project, Block block) {
    Map<Attribute, Integer> uses = new HashMap<>();
    Set<Attribute> nested = new HashSet<>();
    for (Node.Item item : project.items()) {
      for (Attribute attribute : AttributeNode.in(item.expression())) {
        if (block.computes(attribute)) {
          uses.merge(attribute, 1, Integer::sum);
          if (!item.isColumn()) {
            nested.add(attribute);
          }
        }
      }
    }
    return nested.stream()
        .allMatch(a -> uses.get(a) == 1 && !Functions.hasWindow(block.meaning(a)));
  }

  private List<Node.Item> meant(List<Node.Item> items, Block block) {
    return items.stream()
        .map(item -> new Node.Item(item.attribute(), in(block, item.expression())))
        .toList();
  }

  private Block filter(Node.Filter filter) {
    Block block = open(filter.input());
    block.filter(in(block, filter.condition()));
    return block;
  }

  private Block aggregate(Node.Aggregate aggregate) {
    Block block = open(aggregate.input());
    List<SqlNode> keys = aggregate.keys().stream().map(key -> in(block, key)).toList();
    block.group(aggregate.sets().isEmpty() ? keys : List.of(groupingSets(keys, aggregate.sets())));
    block.replaceOutputs(meant(aggregate.items(), block), true);
    return block;
  }

  private static SqlNode groupingSets(List<SqlNode> keys, List<List<Integer>> sets) {
    List<SqlNode> rows = new ArrayList<>();
    for (List<Integer> set : sets) {
      List<SqlNode> row = set.stream().map(keys::get).toList();
      rows.add(
          row.isEmpty()
              ? SqlNodeList.EMPTY
              : row.size() == 1
                  ? row.getFirst()
                  : SqlStdOperatorTable.ROW.createCall(NOWHERE, row));
    }
    return SqlStdOperatorTable.GROUPING_SETS.createCall(NOWHERE, rows);
  }

  private Block join(Node.Join join) {
    return switch (join.type()) {
      case SEMI -> exists(join, false);
      case ANTI -> exists(join, true);
      case INNER -> joined(join, org.apache.calcite.sql.JoinType.INNER);
      case LEFT -> joined(join, org.apache.calcite.sql.JoinType.LEFT);
      case RIGHT -> joined(join, org.apache.calcite.sql.JoinType.RIGHT);
      case FULL -> joined(join, org.apache.calcite.sql.JoinType.FULL);
      case CROSS -> joined(join, org.apache.calcite.sql.JoinType.CROSS);
    };
  }

  private Block joined(Node.Join join, org.apache.calcite.sql.JoinType type) {
    Block left = bare(join.left());
    Block right = bare(join.right());
    boolean all = join.condition().isEmpty();
    List<SqlNode> meanings = new ArrayList<>();
    left.outputs().forEach(a -> meanings.add(left.meaning(a)));
    right.outputs().forEach(a -> meanings.add(right.meaning(a)));
    SqlNode condition =
        join.condition().map(c -> c.accept(new Meanings(List.of(left, right)))).orElse(null);
    boolean cross = all && type == org.apache.calcite.sql.JoinType.INNER;
    SqlNode from =
        new SqlJoin(
            NOWHERE,
            left.from,
            SqlLiteral.createBoolean(false, NOWHERE),
            (cross ? org.apache.calcite.sql.JoinType.CROSS : type).symbol(NOWHERE),
            right.from,
            (all ? JoinConditionType.NONE : JoinConditionType.ON).symbol(NOWHERE),
            condition);
    Block block = new Block(from);
    for (int i = 0; i < meanings.size(); i++) {
      block.add(join.output().get(i), meanings.get(i));
    }
    return block;
  }

  private Block exists(Node.Join join, boolean negated) {
    Block left = open(join.left());
    Block right = open(join.right());
    SqlNode condition =
        join.condition().map(c -> c.accept(new Meanings(List.of(left, right)))).orElse(null);
    if (condition != null) {
      right.filter(condition);
    }
    SqlNode query =
        new SqlSelect(
            NOWHERE,
            null,
            SqlNodeList.of(SqlLiteral.createExactNumeric("1", NOWHERE)),
            right.from,
            right.where(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    SqlNode exists = SqlStdOperatorTable.EXISTS.createCall(NOWHERE, query);
    left.filter(negated ? SqlStdOperatorTable.NOT.createCall(NOWHERE, exists) : exists);
    return left;
  }

  private Block setOperation(Node.SetOperation operation) {
    SqlNode left = side(operation.left());
    SqlNode right = side(operation.right());
    SqlNode query = operator(operation.kind()).createCall(NOWHERE, left, right);
    return from(query, different(operation.left().output()), false, operation.output());
  }

  private SqlNode side(Relation relation) {
    Block block = block(relation);
    if (block.isCut()) {
      block = around(block);
    }
    return block.query(different(relation.output()), List.of(), false);
  }

  private static SqlOperator operator(SetKind kind) {
    return switch (kind) {
      case UNION_ALL -> SqlStdOperatorTable.UNION_ALL;
      case INTERSECT -> SqlStdOperatorTable.INTERSECT;
      case INTERSECT_ALL -> SqlStdOperatorTable.INTERSECT_ALL;
      case EXCEPT -> SqlStdOperatorTable.EXCEPT;
      case EXCEPT_ALL -> SqlStdOperatorTable.EXCEPT_ALL;
    };
  }

  private Block distinct(Node.Distinct distinct) {
    Block block = block(distinct.input());
    if (!block.isOpen()) {
      block = around(block);
    }
    block.makeDistinct();
    return block;
  }

  private Block sort(Node.Sort sort) {
    Block block = open(sort.input());
    block.sort(sort.keys().stream().map(key -> in(block, key)).toList());
    return block;
  }

  private Block slice(Node.Slice slice) {
    Block block = block(slice.input());
    if (block.isCut()) {
      block = around(block);
    }
    block.slice(slice.offset(), slice.count().orElse(null));
    return block;
  }

  private Block renamed(Node.Renamed renamed) {
    Block block = block(renamed.input());
    List<Node.Item> items = new ArrayList<>();
    for (int i = 0; i < renamed.output().size(); i++) {
      items.add(new Node.Item(renamed.output().get(i), block.meaning(block.outputs().get(i))));
    }
    block.replaceOutputs(items, false);
    return block;
  }

  private SqlNode in(Block block, SqlNode expression) {
    return expression.accept(new Meanings(List.of(block)));
  }

  /** Puts what columns mean in some blocks for the columns, and queries for relations. */
  private final class Meanings extends SqlShuttle {
    private final List<Block> blocks;

    Meanings(List<Block> blocks) {
      this.blocks = blocks;
    }

    @Override
    public SqlNode visit(SqlIdentifier id) {
      if (!(id instanceof AttributeNode node)) {
        return id;
      }
      return blocks.stream()
          .filter(block -> block.outputs().contains(node.attribute()))
          .findFirst()
          .orElse(blocks.getFirst())
          .meaning(node.attribute());
    }

    @Override
    public SqlNode visit(SqlCall call) {
      return call instanceof RelationNode node ? query(node.relation()) : super.visit(call);
    }
  }
}
