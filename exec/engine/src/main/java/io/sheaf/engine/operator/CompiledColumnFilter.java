package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.engine.expression.CompiledFilter;
import java.util.List;

/** A compiled condition in the shape in which readers call it. Immutable. */
public record CompiledColumnFilter(List<Integer> columns, CompiledFilter filter)
    implements ColumnFilter {
  public CompiledColumnFilter {
    columns = List.copyOf(columns);
  }

  @Override
  public Evaluation open() {
    CompiledFilter.Evaluation evaluation = filter.open();
    return new Evaluation() {
      @Override
      public int select(Batch batch, int[] selected) {
        return evaluation.select(batch, selected);
      }
    };
  }
}
