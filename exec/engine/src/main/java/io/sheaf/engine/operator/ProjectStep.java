package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ReusedBatch;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.expression.CompiledExpr;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineStep;
import java.util.List;

/** Computes one expression a column; rows and selection stay as they are. */
public record ProjectStep(Schema schema, List<CompiledExpr> exprs) implements PipelineStep {
  public ProjectStep {
    exprs = List.copyOf(exprs);
  }

  @Override
  public BatchStream open(BatchStream input, DriverContext driver) {
    CompiledExpr.Evaluation[] evaluations =
        exprs.stream().map(CompiledExpr::open).toArray(CompiledExpr.Evaluation[]::new);
    return new ProjectStream(input, schema, evaluations);
  }

  private static final class ProjectStream implements BatchStream {
    private final BatchStream input;
    private final Schema schema;
    private final CompiledExpr.Evaluation[] evaluations;
    private final Column[] columns;
    private final ReusedBatch batches;

    ProjectStream(BatchStream input, Schema schema, CompiledExpr.Evaluation[] evaluations) {
      this.input = input;
      this.schema = schema;
      this.evaluations = evaluations;
      this.columns = new Column[evaluations.length];
      this.batches = new ReusedBatch(schema);
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      Batch batch = input.next();
      if (batch == null) {
        return null;
      }
      for (int i = 0; i < columns.length; i++) {
        columns[i] = evaluations[i].evaluate(batch);
      }
      return batches.of(columns, batch);
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
