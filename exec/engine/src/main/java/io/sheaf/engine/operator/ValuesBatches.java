package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.connector.Bytes;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.PhysicalPlan.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Constant rows as batches. */
public final class ValuesBatches {
  private ValuesBatches() {}

  /** The rows in frozen batches of at most so many rows. */
  public static List<Batch> of(Values values, int batchRows) {
    List<Batch> batches = new ArrayList<>();
    List<List<Literal>> rows = values.rows();
    for (int from = 0; from < rows.size(); from += batchRows) {
      List<List<Literal>> part = rows.subList(from, Math.min(rows.size(), from + batchRows));
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < values.schema().size(); i++) {
        ColumnBuilder builder = new ColumnBuilder(values.schema().type(i), part.size());
        for (List<Literal> row : part) {
          append(builder, row.get(i).value());
        }
        columns.add(builder.build());
      }
      batches.add(Batch.frozen(values.schema(), columns, part.size()));
    }
    return batches;
  }

  private static void append(ColumnBuilder builder, Object value) {
    switch (value) {
      case null -> builder.appendNull();
      case Boolean v -> builder.appendBoolean(v);
      case Integer v -> builder.appendInt(v);
      case Long v -> builder.appendLong(v);
      case Float v -> builder.appendFloat(v);
      case Double v -> builder.appendDouble(v);
      case String v -> builder.appendText(v);
      case Bytes v -> builder.appendBytes(v.value());
      case BigInteger v ->
          builder.appendDecimal(new BigDecimal(v, ((DataType.Decimal) builder.type()).scale()));
      default -> throw new IllegalArgumentException("literal of " + value.getClass());
    }
  }
}
