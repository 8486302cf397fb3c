package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each row as often as its last column says and drops that column. Batches stay within {@code
 * batchRows}, however often a row is repeated.
 */
public record RepeatStep(Schema schema, int batchRows) implements PipelineStep {

  @Override
  public BatchStream open(BatchStream input, DriverContext driver) {
    return new RepeatStream(input);
  }

  private final class RepeatStream implements BatchStream {
    private final BatchStream input;
    private final int[] picked = new int[batchRows];
    private Batch batch;
    private LongColumn times;
    private int row;
    private long left;

    RepeatStream(BatchStream input) {
      this.input = input;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      while (batch != null || load()) {
        int count = 0;
        while (count < batchRows && (left > 0 || advance())) {
          int copies = (int) Math.min(left, batchRows - count);
          Arrays.fill(picked, count, count + copies, row);
          count += copies;
          left -= copies;
        }
        Batch source = batch;
        if (count < batchRows) {
          batch = null;
        }
        if (count > 0) {
          return gather(source, count);
        }
      }
      return null;
    }

    private boolean load() {
      Batch next = input.next();
      if (next == null) {
        return false;
      }
      batch = next.compact();
      Column counts = Columns.flatten(batch.columns().getLast(), batch.rows());
      times = (LongColumn) counts;
      row = -1;
      left = 0;
      return true;
    }

    /** Moves to the next row that is wanted at all. */
    private boolean advance() {
      while (++row < batch.rows()) {
        left = times.isNull(row) ? 0 : times.values()[row];
        if (left > 0) {
          return true;
        }
      }
      return false;
    }

    private Batch gather(Batch source, int count) {
      List<Column> columns = new ArrayList<>(schema.size());
      for (int i = 0; i < schema.size(); i++) {
        columns.add(Columns.gather(source.column(i), picked, count));
      }
      return Batch.frozen(schema, columns, count);
    }

    @Override
    public void close() {
      batch = null;
      input.close();
    }
  }
}
