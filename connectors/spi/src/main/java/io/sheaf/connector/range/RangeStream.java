package io.sheaf.connector.range;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.RowGate;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import java.util.List;

/** Makes the numbers of one split. For one thread. */
final class RangeStream implements BatchStream {
  private static final Schema ID = Schema.of(new Field("id", Simple.BIGINT, false));

  private final long step;
  private final ScanRequest request;
  private final ScanContext context;
  private final RowGate gate;
  private long next;
  private long left;

  RangeStream(long first, long step, long rows, ScanRequest request, ScanContext context) {
    this.next = first;
    this.step = step;
    this.left = rows;
    this.request = request;
    this.context = context;
    this.gate = new RowGate(request);
  }

  @Override
  public Schema schema() {
    return request.columns().isEmpty() ? Schema.EMPTY : ID;
  }

  @Override
  public Batch next() {
    while (left > 0 && !gate.done()) {
      context.checkCancelled();
      int count = (int) Math.min(left, request.batchRows());
      Batch passed = gate.pass(Batch.frozen(schema(), columns(count), count));
      next += count * step;
      left -= count;
      if (passed != null) {
        return passed;
      }
    }
    return null;
  }

  private List<Column> columns(int count) {
    if (request.columns().isEmpty()) {
      return List.of();
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = next + i * step;
    }
    return List.of(new LongColumn(Simple.BIGINT, values));
  }

  @Override
  public void close() {
    left = 0;
  }
}
