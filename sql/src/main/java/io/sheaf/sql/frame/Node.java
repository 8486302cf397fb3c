package io.sheaf.sql.frame;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;

/**
 * The kinds of relations. Syntax trees in them have {@link AttributeNode}s for columns; they are
 * never changed, but copied.
 */
sealed interface Node extends Relation {

  @Override
  default List<Relation> inputs() {
    return switch (this) {
      case Source _ -> List.of();
      case Project p -> List.of(p.input());
      case Filter f -> List.of(f.input());
      case Aggregate a -> List.of(a.input());
      case Join j -> List.of(j.left(), j.right());
      case SetOperation s -> List.of(s.left(), s.right());
      case Distinct d -> List.of(d.input());
      case Sort s -> List.of(s.input());
      case Slice s -> List.of(s.input());
      case Renamed r -> List.of(r.input());
    };
  }

  /** A computed column, or one of the input as it is. */
  record Item(Attribute attribute, SqlNode expression) {
    /** Whether nothing is computed, though the name may be another. */
    boolean isColumn() {
      return expression instanceof AttributeNode;
    }
  }

  /**
   * A table or a query by itself.
   *
   * @param from stands in FROM
   * @param columns names of its columns there, all different
   * @param renamed whether {@code from} itself has others
   */
  record Source(SqlNode from, List<String> columns, boolean renamed, List<Attribute> output)
      implements Node {}

  record Project(Relation input, List<Item> items) implements Node {
    @Override
    public List<Attribute> output() {
      return items.stream().map(Item::attribute).toList();
    }
  }

  record Filter(Relation input, SqlNode condition) implements Node {
    @Override
    public List<Attribute> output() {
      return input.output();
    }
  }

  /**
   * One row a group; without keys, one row.
   *
   * @param sets which keys, by their places, make groups together; empty for all of them
   */
  record Aggregate(Relation input, List<SqlNode> keys, List<List<Integer>> sets, List<Item> items)
      implements Node {
    @Override
    public List<Attribute> output() {
      return items.stream().map(Item::attribute).toList();
    }
  }

  /**
   * A join.
   *
   * @param condition empty where all rows meet
   * @param output the columns of both sides, or of the left one for SEMI and ANTI
   */
  record Join(
      Relation left,
      Relation right,
      JoinType type,
      Optional<SqlNode> condition,
      List<Attribute> output)
      implements Node {}

  record SetOperation(Relation left, Relation right, SetKind kind, List<Attribute> output)
      implements Node {}

  record Distinct(Relation input) implements Node {
    @Override
    public List<Attribute> output() {
      return input.output();
    }
  }

  record Sort(Relation input, List<SqlNode> keys) implements Node {
    @Override
    public List<Attribute> output() {
      return input.output();
    }
  }

  /** Rows from one on, maybe not all. */
  record Slice(Relation input, long offset, Optional<Long> count) implements Node {
    @Override
    public List<Attribute> output() {
      return input.output();
    }
  }

  /** The same rows, whose columns are other attributes, in the same order. */
  record Renamed(Relation input, List<Attribute> output) implements Node {}
}
