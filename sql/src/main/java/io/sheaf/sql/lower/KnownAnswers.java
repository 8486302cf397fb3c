package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.validate.CatalogTable;
import io.sheaf.sql.validate.TypeMapping;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;

/**
 * Counts, minima and maxima of whole tables that the tables' statistics tell exactly: nothing is
 * read for them. Sound for as long as a plan is only used for the versions of its tables.
 */
final class KnownAnswers {
  private KnownAnswers() {}

  /** The row of an aggregation, or null when it has to be computed. */
  static PhysicalPlan of(Aggregate aggregate) {
    CatalogTable table = aggregate.getGroupSets().size() == 1 ? table(aggregate.getInput()) : null;
    if (table == null
        || !aggregate.getGroupSet().isEmpty()
        || !aggregate.getAggCallList().stream().allMatch(KnownAnswers::isSimple)
        || !table.statistics().counted()) {
      return null;
    }
    Schema schema = TypeMapping.schema(aggregate.getRowType());
    List<Literal> row = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      Literal answer = answer(call, schema.type(row.size()), table, aggregate.getInput());
      if (answer == null) {
        return null;
      }
      row.add(answer);
    }
    return new PhysicalPlan.Values(schema, List.of(row));
  }

  /** The table all of whose rows a node returns, whatever columns; or null. */
  private static CatalogTable table(RelNode node) {
    return switch (node) {
      case TableScan scan -> scan.getTable().unwrap(CatalogTable.class);
      case Project project -> table(project.getInput());
      default -> null;
    };
  }

  private static boolean isSimple(AggregateCall call) {
    return !call.hasFilter()
        && call.getArgList().size() <= 1
        && switch (call.getAggregation().getKind()) {
          case COUNT -> !call.isDistinct();
          case MIN, MAX -> true;
          default -> false;
        };
  }

  private static Literal answer(
      AggregateCall call, DataType type, CatalogTable table, RelNode input) {
    long rows = (long) table.statistics().rows();
    if (call.getArgList().isEmpty()) {
      return new Literal(rows, Simple.BIGINT);
    }
    int index = column(input, call.getArgList().getFirst());
    ColumnStatistics column = index < 0 ? ColumnStatistics.UNKNOWN : table.column(index);
    if (!column.exact()) {
      return null;
    }
    return switch (call.getAggregation().getKind()) {
      case COUNT -> new Literal(rows - (long) column.nulls(), Simple.BIGINT);
      case MIN -> literal(column.min(), type);
      default -> literal(column.max(), type);
    };
  }

  /** The column of the table that an output column is; -1 when it is computed. */
  private static int column(RelNode node, int index) {
    return switch (node) {
      case Project project ->
          project.getProjects().get(index) instanceof RexInputRef ref
              ? column(project.getInput(), ref.getIndex())
              : -1;
      default -> index;
    };
  }

  /** A plain value as a constant; null where it is of a type that is computed as usual. */
  private static Literal literal(Comparable<?> plain, DataType type) {
    if (plain == null) {
      return new Literal(null, type);
    }
    if (!(plain instanceof Long value)) {
      return null;
    }
    return switch (type) {
      case DataType.Decimal d -> new Literal(BigInteger.valueOf(value), d);
      case Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.DATE ->
          new Literal(Math.toIntExact(value), type);
      case Simple.BIGINT, Simple.TIME, Simple.TIMESTAMP -> new Literal(value, type);
      default -> null;
    };
  }
}
