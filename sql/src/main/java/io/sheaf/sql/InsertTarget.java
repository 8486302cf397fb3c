package io.sheaf.sql;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.lower.ZoneCast;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shapes the rows of a query for the table that takes them, in the zone of the session. */
record InsertTarget(Schema table, List<String> columns, ZoneId zone) {
  InsertTarget {
    columns = List.copyOf(columns);
  }

  PhysicalPlan shape(PhysicalPlan plan) {
    int[] sources = sources(plan.schema().size());
    List<Expr> exprs = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < table.size(); i++) {
      Field field = table.field(i);
      if (sources[i] < 0) {
        if (!field.nullable()) {
          throw SheafException.user(
              "MISSING_COLUMN", "Column " + field.name() + " is NOT NULL and gets no value");
        }
        exprs.add(new Expr.Literal(null, field.type()));
        same = false;
        continue;
      }
      DataType from = plan.schema().type(sources[i]);
      Expr ref = new Expr.InputRef(sources[i], from);
      boolean equal = from.equals(field.type());
      exprs.add(equal ? ref : ZoneCast.of(ref, field.type(), zone));
      same &= equal && sources[i] == i && plan.schema().field(i).name().equals(field.name());
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      Field field = table.field(i);
      boolean nullable = sources[i] < 0 || plan.schema().field(sources[i]).nullable();
      fields.add(new Field(field.name(), field.type(), nullable));
    }
    return same ? plan : new PhysicalPlan.Project(plan, exprs, new Schema(fields));
  }

  /** For each column of the table the query's column, or -1. */
  private int[] sources(int given) {
    int[] sources = new int[table.size()];
    Arrays.fill(sources, -1);
    int expected = columns.isEmpty() ? table.size() : columns.size();
    if (given != expected) {
      throw SheafException.user(
          "COLUMN_COUNT", "The table takes " + expected + " columns, the query has " + given);
    }
    for (int i = 0; i < given; i++) {
      int at = columns.isEmpty() ? i : table.indexOf(columns.get(i));
      if (at < 0) {
        throw SheafException.user(
            "UNKNOWN_COLUMN", "The table has no column \"" + columns.get(i) + "\"");
      }
      if (sources[at] >= 0) {
        throw SheafException.user(
            "DUPLICATE_COLUMN", "Column " + columns.get(i) + " is filled twice");
      }
      sources[at] = i;
    }
    return sources;
  }
}
