package io.sheaf.engine;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A table of several splits whose batches are made, or refused, by a function; counts its open
 * streams.
 */
final class ScriptedTable implements Table {
  private final String name;
  private final Schema schema;
  private final int splits;
  private final IntFunction<Batch> script;
  private final AtomicInteger next = new AtomicInteger();
  final AtomicInteger openStreams = new AtomicInteger();

  private record Part(int number) implements Split {
    @Override
    public long rows() {
      return 1_000_000;
    }
  }

  /**
   * @param script the n-th batch that anyone pulls, null for the end, or an exception
   */
  ScriptedTable(String name, Schema schema, int splits, IntFunction<Batch> script) {
    this.name = name;
    this.schema = schema;
    this.splits = splits;
    this.script = script;
  }

  @Override
  public TableRef ref() {
    return new TableRef("memory", name);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public TableStatistics statistics() {
    return TableStatistics.unknown(1_000_000, schema.size());
  }

  @Override
  public List<Split> splits(ScanRequest request, int minimumSplits) {
    List<Split> all = new ArrayList<>();
    for (int i = 0; i < splits; i++) {
      all.add(new Part(i));
    }
    return all;
  }

  @Override
  public BatchStream open(Split split, ScanRequest request, ScanContext context) {
    openStreams.incrementAndGet();
    return new BatchStream() {
      private boolean closed;

      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public Batch next() {
        context.checkCancelled();
        return script.apply(next.getAndIncrement());
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          openStreams.decrementAndGet();
        }
      }
    };
  }
}
