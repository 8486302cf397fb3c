package io.sheaf.sql.validate;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A view: a query kept as text, put in place of its name each time it is used. */
final class ViewTable extends AbstractTable implements TranslatableTable {

  /** Analyses a view's text; the name is for messages. */
  interface Expansion {
    RelNode expand(String name, String sql, RelOptCluster cluster);

    RelDataType rowType(String name, String sql);
  }

  private final String name;
  private final String sql;
  private final Expansion expansion;
  private RelDataType rowType;

  ViewTable(String name, String sql, Expansion expansion) {
    this.name = name;
    this.sql = sql;
    this.expansion = expansion;
  }

  @Override
  public Schema.TableType getJdbcTableType() {
    return Schema.TableType.VIEW;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    if (rowType == null) {
      rowType = expansion.rowType(name, sql);
    }
    return rowType;
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return expansion.expand(name, sql, context.getCluster());
  }
}
