package io.sheaf.sql.statistics;

import io.sheaf.columnar.DataType;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import io.sheaf.sql.validate.CatalogTable;
import java.math.BigInteger;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** What is known of a node's columns: where they come from, how many distinct values they have. */
public final class ColumnEstimates {
  /**
   * What is guessed where a table does not know: text that repeats is kept in dictionaries, whose
   * sizes tables do know.
   */
  private static final double DISTINCT_TEXT = 0.3;

  private static final double FEW_VALUES = 100;
  private final SheafMetadata metadata;

  ColumnEstimates(SheafMetadata metadata) {
    this.metadata = metadata;
  }

  /**
   * Statistics of a table's column.
   *
   * @param low,high bounds as numbers (days, microseconds, plain values), NaN if unknown
   * @param nulls share of NULLs
   */
  record Column(double rows, double distinct, double low, double high, double nulls) {}

  /** The table column that a node's column shows unchanged, or null. */
  Column column(RelNode rel, int index) {
    return switch (rel.stripped()) {
      case TableScan scan -> stored(scan, index);
      case Project project -> {
        RexNode expr = project.getProjects().get(index);
        while (expr instanceof RexCall call && call.getKind() == SqlKind.CAST) {
          expr = call.getOperands().getFirst();
        }
        yield expr instanceof RexInputRef ref ? column(project.getInput(), ref.getIndex()) : null;
      }
      case Filter filter -> column(filter.getInput(), index);
      case Sort sort -> column(sort.getInput(), index);
      case Join join -> {
        int left = join.getLeft().getRowType().getFieldCount();
        yield index < left
            ? column(join.getLeft(), index)
            : join.getJoinType().projectsRight() ? column(join.getRight(), index - left) : null;
      }
      case Aggregate aggregate ->
          index < aggregate.getGroupCount()
              ? column(aggregate.getInput(), aggregate.getGroupSet().nth(index))
              : null;
      default -> null;
    };
  }

  private static Column stored(TableScan scan, int index) {
    CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
    if (table == null) {
      return null;
    }
    double rows = Math.max(1, table.statistics().rows());
    ColumnStatistics known = table.column(index);
    DataType type = table.table().schema().type(index);
    double low = number(known.min(), type);
    double high = number(known.max(), type);
    double nulls = Double.isNaN(known.nulls()) ? 0 : Math.min(1, known.nulls() / rows);
    double distinct = known.distinct();
    if (Double.isNaN(distinct)) {
      boolean whole =
          type.isInteger() || type == DataType.Simple.DATE || type == DataType.Simple.BOOLEAN;
      double values = rows * (1 - nulls);
      distinct =
          whole && !Double.isNaN(low) && !Double.isNaN(high)
              ? Math.min(values, high - low + 1)
              : type.isText()
                  ? Math.max(Math.min(values, FEW_VALUES), values * DISTINCT_TEXT)
                  : values;
    }
    return new Column(rows, Math.max(1, Math.min(distinct, rows)), low, high, nulls);
  }

  private static double number(Comparable<?> value, DataType type) {
    double scale = type instanceof DataType.Decimal decimal ? Math.pow(10, decimal.scale()) : 1;
    return switch (value) {
      case Long number -> number / scale;
      case Integer number -> number / scale;
      case BigInteger number -> number.doubleValue() / scale;
      case Double number -> number;
      case Float number -> number;
      case null, default -> Double.NaN;
    };
  }

  /** Distinct combinations of several columns, at most the rows of the node. */
  double distinct(RelNode rel, ImmutableBitSet keys) {
    double product = 1;
    for (int key : keys) {
      product *= distinct(rel, key);
    }
    return Math.max(1, Math.min(product, metadata.getRowCount(rel)));
  }

  double distinct(RelNode rel, int index) {
    RelNode node = rel.stripped();
    double rows = metadata.getRowCount(node);
    double distinct =
        switch (node) {
          case TableScan scan -> {
            Column column = stored(scan, index);
            yield column == null ? rows : column.distinct;
          }
          case Project project -> of(project.getInput(), project.getProjects().get(index), rows);
          case Filter filter -> distinct(filter.getInput(), index);
          case Sort sort -> distinct(sort.getInput(), index);
          case Join join -> {
            int left = join.getLeft().getRowType().getFieldCount();
            yield index < left
                ? distinct(join.getLeft(), index)
                : join.getJoinType().projectsRight() ? distinct(join.getRight(), index - left) : 2;
          }
          case Aggregate aggregate ->
              index < aggregate.getGroupCount()
                  ? distinct(aggregate.getInput(), aggregate.getGroupSet().nth(index))
                  : rows;
          default -> rows;
        };
    return Math.max(1, Math.min(distinct, rows));
  }

  private double of(RelNode input, RexNode expr, double rows) {
    return switch (expr) {
      case RexInputRef ref -> distinct(input, ref.getIndex());
      case RexLiteral literal -> 1;
      case RexCall call when call.getKind() == SqlKind.EXTRACT -> extract(input, call);
      case RexCall call -> {
        double product = 1;
        for (RexNode operand : call.getOperands()) {
          product = Math.min(rows, product * of(input, operand, rows));
        }
        yield product;
      }
      default -> rows;
    };
  }

  private double extract(RelNode input, RexCall call) {
    double fewest =
        switch (call.getOperands().getFirst().toString().replaceAll("FLAG\\((\\w+)\\)", "$1")) {
          case "YEAR" -> 50;
          case "QUARTER" -> 4;
          case "MONTH" -> 12;
          case "DAY" -> 31;
          case "DOW", "ISODOW" -> 7;
          case "HOUR" -> 24;
          case "MINUTE", "SECOND" -> 60;
          default -> Double.MAX_VALUE;
        };
    if (call.getOperands().get(1) instanceof RexInputRef ref) {
      Column column = column(input, ref.getIndex());
      if (column != null && fewest == 50 && !Double.isNaN(column.low)) {
        fewest = Math.max(1, Math.ceil((column.high - column.low) / 365.25));
      }
      return Math.min(fewest, distinct(input, ref.getIndex()));
    }
    return fewest;
  }
}
