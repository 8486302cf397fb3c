package io.sheaf.sql.validate;

import io.sheaf.sql.parser.SyntaxQuery;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/**
 * A view: a query kept as text, put in place of its name each time it is used. For one planning.
 */
final class ViewTable extends AbstractTable implements TranslatableTable {

  /** Analyses views. */
  interface Expansion {
    /** What a view of this name and text is: a table that it only names, or a query. */
    Table table(String name, String sql);

    CheckedQuery check(ViewTable view);

    RelNode expand(ViewTable view, RelOptCluster cluster);
  }

  private final String name;
  private final SyntaxQuery query;
  private final Expansion expansion;
  private RelDataType rowType;
  private CheckedQuery unused;

  ViewTable(String name, SyntaxQuery query, Expansion expansion) {
    this.name = name;
    this.query = query;
    this.expansion = expansion;
  }

  /** For messages. */
  String name() {
    return name;
  }

  SyntaxQuery query() {
    return query;
  }

  /** The checked query, another one each time, as conversion may change it. */
  CheckedQuery checked() {
    CheckedQuery checked = unused == null ? expansion.check(this) : unused;
    unused = null;
    return checked;
  }

  @Override
  public Schema.TableType getJdbcTableType() {
    return Schema.TableType.VIEW;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    if (rowType == null) {
      unused = expansion.check(this);
      rowType = unused.rowType();
    }
    return rowType;
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return expansion.expand(this, context.getCluster());
  }
}
