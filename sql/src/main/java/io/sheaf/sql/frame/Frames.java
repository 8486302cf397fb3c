package io.sheaf.sql.frame;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.sql.ParsedQuery;
import io.sheaf.sql.SqlPlanner;
import io.sheaf.sql.parser.PathIdentifier;
import io.sheaf.sql.parser.SheafSyntax;
import io.sheaf.sql.parser.SyntaxQuery;
import io.sheaf.sql.validate.ExpressionText;
import io.sheaf.sql.validate.Functions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Makes relations of relations. Each is checked when it is made: its names are resolved and its
 * types known, or a SheafException (USER) says what is wrong. Only the step itself is planned for
 * that, over tables without rows in the place of its inputs. Immutable, as thread-safe as its
 * planner.
 */
public final class Frames {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  private final StepCheck check;

  /** {@code planner}: knows the tables. */
  public Frames(SqlPlanner planner) {
    this.check = new StepCheck(planner);
  }

  /** A table or view by its name. */
  public Relation table(String name) {
    return source(new SqlIdentifier(name, NOWHERE), name);
  }

  /**
   * Files.
   *
   * @param connector who reads them; empty where the path's ending says it
   * @param options of the reader, keys in lower case
   */
  public Relation files(String connector, String path, Map<String, String> options) {
    PathIdentifier.Files files = new PathIdentifier.Files(connector, path, options);
    return source(new PathIdentifier(files, NOWHERE), "");
  }

  /** A query that was written as text, its parameters replaced by constants. */
  public Relation query(String text, List<?> parameters) {
    SyntaxQuery query = SheafSyntax.query(text);
    if (query.parameters() != parameters.size()) {
      throw SheafException.user(
          "PARAMETERS",
          "The query has "
              + query.parameters()
              + " parameters, and "
              + parameters.size()
              + " values were given");
    }
    SyntaxQuery bound =
        parameters.isEmpty()
            ? query
            : new SyntaxQuery(query.node().accept(new ParameterValues(parameters)), text);
    return source(bound.node(), check.schema(bound), "");
  }

  private Relation source(SqlIdentifier name, String qualifier) {
    Node.Source probe = new Node.Source(name, List.of(), false, List.of());
    return source(name, check.schema(StepCheck.all(probe)), qualifier);
  }

  private static Node.Source source(SqlNode from, Schema schema, String qualifier) {
    List<Attribute> output =
        schema.fields().stream().map(field -> Attribute.of(field, qualifier)).toList();
    List<String> names = Rendering.different(output);
    boolean renamed = new HashSet<>(names(schema)).size() < names.size();
    return new Node.Source(from, names, renamed, output);
  }

  private static List<String> names(Schema schema) {
    return schema.fields().stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** A column by its name, once it is known which. */
  public Attribute attribute(Relation relation, String name) {
    return Inputs.of(relation).named(name);
  }

  /** All columns of a name, maybe none. */
  public List<Attribute> find(Relation relation, String name) {
    return Inputs.of(relation).find(name);
  }

  /** Other columns; when there are aggregate functions among them, one row. */
  public Relation project(Relation input, List<Expression> expressions) {
    List<Node.Item> items = items(input, expressions);
    if (items.stream().anyMatch(item -> Functions.hasAggregate(item.expression()))) {
      return grouped(input, List.of(), List.of(), items);
    }
    // Columns as they are need no check, which keeps long chains of calls short.
    List<Node.Item> computed = items.stream().filter(item -> !item.isColumn()).toList();
    if (computed.isEmpty()) {
      return new Node.Project(input, items);
    }
    Schema schema = check.step(new Node.Project(input, computed));
    List<Node.Item> typed = new ArrayList<>();
    int checked = 0;
    for (Node.Item item : items) {
      typed.add(item.isColumn() ? item : typed(item, schema.field(checked++)));
    }
    return new Node.Project(input, typed);
  }

  /** One row a group: of the keys, and what is aggregated. */
  public Relation aggregate(Relation input, List<Expression> keys, List<Expression> expressions) {
    return aggregate(input, keys, List.of(), expressions);
  }

  /**
   * As {@link #aggregate(Relation, List, List)} for several sets of keys, one after the other; keys
   * that are not in a set are NULL in its rows.
   *
   * @param sets keys by their places; empty for one set of all
   */
  public Relation aggregate(
      Relation input,
      List<Expression> keys,
      List<List<Integer>> sets,
      List<Expression> expressions) {
    ExpressionSyntax syntax = new ExpressionSyntax(Inputs.of(input));
    List<Expression> all = new ArrayList<>(keys);
    all.addAll(expressions);
    return grouped(input, keys.stream().map(syntax::key).toList(), sets, items(input, all));
  }

  private Relation grouped(
      Relation input, List<SqlNode> keys, List<List<Integer>> sets, List<Node.Item> items) {
    Schema schema = check.step(new Node.Aggregate(input, keys, sets, items));
    return new Node.Aggregate(input, keys, sets, typed(items, schema));
  }

  private List<Node.Item> items(Relation input, List<Expression> expressions) {
    Inputs inputs = Inputs.of(input);
    ExpressionSyntax syntax = new ExpressionSyntax(inputs);
    List<Node.Item> items = new ArrayList<>();
    for (Expression expression : expressions) {
      if (expression instanceof Expression.Star star) {
        inputs
            .star(star.qualifier())
            .forEach(a -> items.add(new Node.Item(a, new AttributeNode(a))));
      } else {
        items.add(item(expression, syntax));
      }
    }
    if (items.isEmpty()) {
      throw SheafException.user("BAD_ARGUMENT", "A frame has at least one column");
    }
    return items;
  }

  private static Node.Item item(Expression expression, ExpressionSyntax syntax) {
    SqlNode node = syntax.of(expression);
    String name = name(expression);
    if (node instanceof AttributeNode column
        && (name == null || name.equals(column.attribute().name()))) {
      return new Node.Item(column.attribute(), node);
    }
    String shown = name == null ? ExpressionText.of(node) : name;
    return node instanceof AttributeNode column
        ? new Node.Item(column.attribute().renamed(shown), node)
        : new Node.Item(new Attribute(shown, "", DataType.Simple.NULL, true), node);
  }

  /** The name that an expression gives itself, or null. */
  private static String name(Expression expression) {
    return switch (expression) {
      case Expression.Alias alias -> alias.name();
      case Expression.Text text
          when SheafSyntax.item(text.sql()) instanceof SqlCall as && as.getKind() == SqlKind.AS ->
          as.operand(1).toString();
      default -> null;
    };
  }

  private static List<Node.Item> typed(List<Node.Item> items, Schema schema) {
    List<Node.Item> typed = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Node.Item item = items.get(i);
      Attribute column = item.attribute();
      boolean maybe = schema.field(i).nullable();
      typed.add(
          item.isColumn()
              ? new Node.Item(maybe ? column.orNull() : column, item.expression())
              : typed(item, schema.field(i)));
    }
    return typed;
  }

  private static Node.Item typed(Node.Item item, Field field) {
    return new Node.Item(named(item.attribute().name(), field), item.expression());
  }

  private static Attribute named(String name, Field field) {
    return new Attribute(name, "", field.type(), field.nullable());
  }

  /** The rows for which a condition is true. */
  public Relation filter(Relation input, Expression condition) {
    SqlNode node = new ExpressionSyntax(Inputs.of(input)).of(condition);
    if (Functions.hasAggregate(node)) {
      throw SheafException.user(
          "BAD_ARGUMENT", "Aggregate functions stand in agg and select, not in a condition");
    }
    Node.Filter filter = new Node.Filter(input, node);
    check.step(filter);
    return filter;
  }

  /**
   * A join on a condition; where both sides come from one frame, columns of both become new ones.
   */
  public Relation join(
      Relation left, Relation right, JoinType type, Optional<Expression> condition) {
    Inputs inputs = Inputs.of(left, right);
    Optional<SqlNode> on = condition.map(new ExpressionSyntax(inputs)::of);
    return joined(left, right, type, on, inputs);
  }

  /**
   * A join on equal values of columns that both sides have, which the result has once, and first:
   * from the right side for RIGHT, from whichever side there is one for FULL.
   */
  public Relation joinUsing(Relation left, Relation right, JoinType type, List<String> names) {
    Relation other = separated(left, right);
    List<Expression> equal = new ArrayList<>();
    List<Expression> columns = new ArrayList<>();
    Set<Attribute> shared = new HashSet<>();
    for (String name : names) {
      Attribute a = attribute(left, name);
      Attribute b = attribute(other, name);
      Expression one = new Expression.Reference(a);
      Expression two = new Expression.Reference(b);
      equal.add(new Expression.Operation(Operator.EQUAL, one, two));
      shared.addAll(List.of(a, b));
      columns.add(
          switch (type) {
            case INNER, LEFT, SEMI, ANTI, CROSS -> one;
            case RIGHT -> two;
            case FULL -> new Expression.Alias(new Expression.Call("COALESCE", one, two), a.name());
          });
    }
    Optional<Expression> condition =
        equal.stream().reduce((a, b) -> new Expression.Operation(Operator.AND, a, b));
    Relation joined = join(left, other, type, condition);
    if (type == JoinType.SEMI || type == JoinType.ANTI) {
      return joined;
    }
    joined.output().stream()
        .filter(a -> !shared.contains(a))
        .forEach(a -> columns.add(new Expression.Reference(a)));
    return project(joined, columns);
  }

  private Relation joined(
      Relation left, Relation right, JoinType type, Optional<SqlNode> on, Inputs inputs) {
    boolean half = type == JoinType.SEMI || type == JoinType.ANTI;
    List<Attribute> output = new ArrayList<>();
    for (Attribute a : left.output()) {
      boolean maybe = type == JoinType.RIGHT || type == JoinType.FULL;
      output.add(maybe ? a.orNull() : a);
    }
    for (Attribute a : half ? List.<Attribute>of() : right.output()) {
      boolean maybe = type == JoinType.LEFT || type == JoinType.FULL;
      output.add(maybe ? a.orNull() : a);
    }
    if (!half) {
      output.replaceAll(a -> inputs.isAmbiguous(a) ? a.renewed(a.qualifier()) : a);
    }
    boolean needed = on.isEmpty() && type != JoinType.INNER && type != JoinType.CROSS && !half;
    Optional<SqlNode> condition =
        needed ? Optional.of(SqlLiteral.createBoolean(true, NOWHERE)) : on;
    Relation other = half ? separated(left, right) : right;
    Node.Join join = new Node.Join(left, other, type, condition, output);
    check.step(join);
    return join;
  }

  /** The right side with columns of its own where it has some of the left one's. */
  private static Relation separated(Relation left, Relation right) {
    Inputs inputs = Inputs.of(left, right);
    return right.output().stream().anyMatch(inputs::isAmbiguous)
        ? new Node.Renamed(
            right, right.output().stream().map(a -> a.renewed(a.qualifier())).toList())
        : right;
  }

  /** Both relations' rows; the columns are the left one's. */
  public Relation setOperation(Relation left, Relation right, SetKind kind) {
    if (left.output().size() != right.output().size()) {
      throw SheafException.user(
          "COLUMN_COUNT",
          "Both frames need as many columns, but have "
              + left.output().size()
              + " and "
              + right.output().size());
    }
    Schema schema = check.step(new Node.SetOperation(left, right, kind, left.output()));
    List<Attribute> output = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Attribute a = left.output().get(i);
      Field field = schema.field(i);
      boolean same = a.type().equals(field.type()) && a.nullable() == field.nullable();
      output.add(same ? a : named(a.name(), field));
    }
    return new Node.SetOperation(left, right, kind, output);
  }

  /** Each row once. */
  public Relation distinct(Relation input) {
    return new Node.Distinct(input);
  }

  /** The rows in an order. */
  public Relation sort(Relation input, List<Expression> keys) {
    ExpressionSyntax syntax = new ExpressionSyntax(Inputs.of(input));
    List<SqlNode> nodes = keys.stream().map(syntax::order).toList();
    if (nodes.stream().anyMatch(Functions::hasAggregate)) {
      throw SheafException.user(
          "BAD_ARGUMENT", "Aggregate functions stand in agg and select, not in an order");
    }
    Node.Sort sort = new Node.Sort(input, nodes);
    check.step(sort);
    return sort;
  }

  /** At most {@code count} rows behind the first {@code offset}. */
  public Relation slice(Relation input, long offset, Optional<Long> count) {
    if (offset < 0 || count.orElse(0L) < 0) {
      throw SheafException.user("BAD_ROW_COUNT", "Rows are counted from 0 on");
    }
    return new Node.Slice(input, offset, count);
  }

  /** The same rows by another name: its columns are others than those of the input. */
  public Relation alias(Relation input, String name) {
    return new Node.Renamed(input, input.output().stream().map(a -> a.renewed(name)).toList());
  }

  /**
   * The same rows, whose columns are those that others know by these attributes.
   *
   * @param columns of the types of the input's, in their order
   */
  public static Relation renamed(Relation input, List<Attribute> columns) {
    return new Node.Renamed(input, columns);
  }

  /**
   * What is planned for a relation.
   *
   * @param kept names of the views that hold the rows of some relations, made by {@link #keptText}
   */
  public static ParsedQuery query(Relation relation, Function<Relation, Optional<String>> kept) {
    return SyntaxQuery.built(Rendering.reading(kept).query(relation));
  }

  /**
   * The relation as SQL text, whose columns have its names.
   *
   * @throws SheafException (USER) when two of them are equal
   */
  public static String viewText(Relation relation) {
    Set<String> names = new HashSet<>();
    for (Attribute attribute : relation.output()) {
      if (!names.add(attribute.name().toLowerCase(Locale.ROOT))) {
        throw SheafException.user(
            "DUPLICATE_COLUMN", "A view cannot have two columns \"" + attribute.name() + "\"");
      }
    }
    return ViewText.of(Rendering.reading(r -> Optional.empty()).query(relation));
  }

  /** The relation as the text of a view that keeps its rows, and what they are ordered by. */
  public static String keptText(Relation relation, Function<Relation, Optional<String>> kept) {
    return ViewText.of(Rendering.reading(kept).kept(relation));
  }
}
