package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SortKey;
import io.sheaf.sql.frame.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rows of a frame are dealt out to partitions where lambdas see them. Immutable.
 *
 * @param keys of which equal ones share a partition; empty where rows are dealt out evenly
 * @param order of the rows in each partition; empty for none
 */
record Layout(int partitions, Kind kind, List<Column> keys, List<Column> order) {
  enum Kind {
    /** About as many rows in each. */
    EVEN,
    /** By the hash of the keys. */
    HASH,
    /** A partition has lesser keys than the next one. */
    RANGE
  }

  Layout {
    if (partitions < 1) {
      throw SheafException.user("BAD_ARGUMENT", "a frame has at least one partition");
    }
    keys = List.copyOf(keys);
    order = List.copyOf(order);
  }

  static Layout even(int partitions) {
    return new Layout(partitions, Kind.EVEN, List.of(), List.of());
  }

  Layout in(int fewer) {
    return new Layout(fewer, kind, keys, order);
  }

  Layout ordered(List<Column> by) {
    return new Layout(partitions, kind, keys, by);
  }

  /** The plan of a frame's rows in these partitions. */
  PhysicalPlan plan(Session session, DataFrame frame) {
    List<Column> columns = new ArrayList<>(frame.attributes());
    int width = columns.size();
    columns.addAll(spreading());
    int sorting = columns.size();
    order.forEach(key -> columns.add(value(key)));
    DataFrame wide = frame.select(columns.toArray(Column[]::new));
    PhysicalPlan rows = session.plan(wide.relation());
    PhysicalPlan spread = new PhysicalPlan.Exchange(rows, partitioning(width));
    PhysicalPlan sorted =
        order.isEmpty() ? spread : new PhysicalPlan.Sort(spread, sortKeys(sorting));
    List<Expr> kept = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      kept.add(new Expr.InputRef(i, sorted.schema().type(i)));
      places.add(i);
    }
    return new PhysicalPlan.Project(sorted, kept, sorted.schema().select(places));
  }

  /** Columns by which rows find their partition. */
  private List<Column> spreading() {
    return switch (kind) {
      case EVEN -> List.of();
      case HASH -> keys;
      case RANGE -> {
        Window all = Window.all();
        Column[] by = keys.toArray(Column[]::new);
        Column before = Functions.rank().over(all.orderBy(by)).minus(1);
        Column count = Functions.count().over(all);
        yield List.of(before.multiply((long) partitions).divide(count).cast("integer"));
      }
    };
  }

  private Partitioning partitioning(int first) {
    if (partitions == 1) {
      return new Partitioning.Single();
    }
    return switch (kind) {
      case EVEN -> new Partitioning.RoundRobin(partitions);
      case HASH -> {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
          places.add(first + i);
        }
        yield new Partitioning.Hash(places, partitions);
      }
      case RANGE -> new Partitioning.Numbered(first, partitions);
    };
  }

  private static Column value(Column key) {
    return key.expression() instanceof Expression.Order order ? new Column(order.value()) : key;
  }

  private List<SortKey> sortKeys(int first) {
    List<SortKey> sortKeys = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      boolean descending = false;
      boolean nullsFirst = false;
      if (order.get(i).expression() instanceof Expression.Order key) {
        descending = key.descending();
        nullsFirst = key.nullsFirst().orElse(false);
      }
      sortKeys.add(new SortKey(first + i, descending, nullsFirst));
    }
    return sortKeys;
  }
}
