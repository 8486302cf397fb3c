package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.arrow.ArrowBatch;
import io.sheaf.columnar.client.ClientResult;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What a statement gave: rows, to be read once from start to end in one of several forms, or a
 * number of changed rows. For one thread at a time, but for {@link #cancel()}.
 */
public final class Result implements ClientResult {
  private final StatementCall call;
  private final BatchStream stream;
  private final long updateCount;
  private final ZoneId zone;
  private volatile boolean closed;

  private Result(StatementCall call, BatchStream stream, long updateCount, ZoneId zone) {
    this.call = call;
    this.stream = stream;
    this.updateCount = updateCount;
    this.zone = zone;
  }

  static Result rows(StatementCall call, BatchStream stream, ZoneId zone) {
    return new Result(call, stream, -1, zone);
  }

  static Result count(StatementCall call, long rows, ZoneId zone) {
    return new Result(call, null, rows, zone);
  }

  @Override
  public boolean hasRows() {
    return stream != null;
  }

  @Override
  public Schema schema() {
    return stream == null ? Schema.EMPTY : stream.schema();
  }

  /** Names of the columns. */
  public List<String> columns() {
    return schema().fields().stream().map(Field::name).toList();
  }

  @Override
  public long updateCount() {
    return updateCount;
  }

  @Override
  public Batch next() {
    if (stream == null || closed) {
      return null;
    }
    try {
      Batch batch = stream.next();
      if (batch == null) {
        // Closed by another thread, a query seems to end; its rows are not complete then.
        call.token().check();
        close();
      }
      return batch;
    } catch (Throwable e) {
      close();
      throw StatementCall.explained(e);
    }
  }

  /** All rows that have not been read yet, collected; closes the result. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Batch batch = next(); batch != null; batch = next()) {
      rows.addAll(rows(batch));
    }
    return rows;
  }

  /** The rows of one batch. */
  List<Row> rows(Batch batch) {
    return RowObjects.rows(schema(), batch.compact(), zone);
  }

  /**
   * The next rows in Arrow memory, owned by the caller, or null at the end.
   *
   * @param allocator where the memory comes from
   */
  public ArrowBatch nextArrow(BufferAllocator allocator) {
    Batch batch = next();
    return batch == null ? null : ArrowBatch.of(batch, allocator);
  }

  /** Stops the query; whoever reads it gets a {@code CANCELLED} error. For any thread. */
  public void cancel() {
    call.cancel();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (stream != null) {
        stream.close();
      }
      call.ended();
    }
  }
}
