package io.sheaf.parquet.prune;

import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanPredicate.Condition;
import io.sheaf.parquet.meta.Bounds;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.Footer;
import io.sheaf.parquet.meta.RowGroupInfo;
import java.util.ArrayList;
import java.util.List;

/** Decides by the footer alone which row groups a predicate leaves. */
public final class RowGroupPruning {
  private final List<ColumnCondition> conditions;
  private final boolean nothing;

  private RowGroupPruning(List<ColumnCondition> conditions, boolean nothing) {
    this.conditions = conditions;
    this.nothing = nothing;
  }

  /**
   * @param schema the table's schema, which the predicate speaks of
   */
  public static RowGroupPruning of(Footer footer, Schema schema, ScanPredicate predicate) {
    List<ColumnCondition> conditions = new ArrayList<>();
    boolean nothing = false;
    for (Condition condition : predicate.conditions()) {
      String name = schema.field(condition.column()).name();
      FileColumn column = footer.schema().find(footer.path(), name);
      if (column != null) {
        conditions.add(new ColumnCondition(condition, column));
      } else {
        // A column that the file lacks is NULL in every row.
        nothing |= !(condition instanceof ScanPredicate.IsNull);
      }
    }
    return new RowGroupPruning(conditions, nothing);
  }

  /** The conditions on columns that the file has. */
  public List<ColumnCondition> conditions() {
    return conditions;
  }

  public boolean mayMatch(RowGroupInfo group) {
    if (nothing) {
      return false;
    }
    for (ColumnCondition condition : conditions) {
      Bounds bounds =
          Bounds.of(
              condition.column(),
              group.chunk(condition.column()).meta().getStatistics(),
              group.rows());
      if (!condition.mayMatch(bounds)) {
        return false;
      }
    }
    return true;
  }
}
