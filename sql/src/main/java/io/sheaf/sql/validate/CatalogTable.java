package io.sheaf.sql.validate;

import com.google.common.collect.ImmutableList;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table of Sheaf's catalog as Calcite sees it. */
public final class CatalogTable extends AbstractTable {
  private final Table table;
  private TableStatistics statistics;

  CatalogTable(Table table) {
    this.table = table;
  }

  public Table table() {
    return table;
  }

  /** The table's statistics, read once a planning. */
  public TableStatistics statistics() {
    if (statistics == null) {
      statistics = table.statistics();
    }
    return statistics;
  }

  public ColumnStatistics column(int index) {
    return index < statistics().columns().size()
        ? statistics().columns().get(index)
        : ColumnStatistics.UNKNOWN;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    return TypeMapping.rowType(table.schema(), types);
  }

  @Override
  public Statistic getStatistic() {
    return Statistics.of(statistics().rows(), ImmutableList.of());
  }
}
