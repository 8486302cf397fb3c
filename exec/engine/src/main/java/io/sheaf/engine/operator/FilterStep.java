package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineStep;

/** Keeps the rows for which a condition is true, by selection: no value is copied. */
public record FilterStep(Schema schema, CompiledFilter filter) implements PipelineStep {

  @Override
  public BatchStream open(BatchStream input, DriverContext driver) {
    return new FilterStream(input, schema, filter.open());
  }

  private static final class FilterStream implements BatchStream {
    private final BatchStream input;
    private final Schema schema;
    private final CompiledFilter.Evaluation evaluation;
    private int[] selected = new int[0];

    FilterStream(BatchStream input, Schema schema, CompiledFilter.Evaluation evaluation) {
      this.input = input;
      this.schema = schema;
      this.evaluation = evaluation;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      Batch batch;
      while ((batch = input.next()) != null) {
        if (selected.length < batch.rows()) {
          selected = new int[batch.rows()];
        }
        int count = evaluation.select(batch, selected);
        if (count == batch.selectedRows()) {
          return batch;
        }
        if (count > 0) {
          return batch.withSelection(new Selection(selected, count));
        }
      }
      return null;
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
