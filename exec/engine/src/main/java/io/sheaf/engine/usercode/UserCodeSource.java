package io.sheaf.engine.usercode;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan.UserCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What code makes of the rows of its inputs, on one driver: it sees a partition as one sequence.
 *
 * @param partition which one is computed
 */
public record UserCodeSource(UserCode node, int partition, List<PipelineSource> inputs)
    implements PipelineSource {
  private static final byte[] NOTHING = {};

  public UserCodeSource {
    inputs = List.copyOf(inputs);
  }

  @Override
  public Schema schema() {
    return node.schema();
  }

  @Override
  public int maximumDrivers() {
    return 1;
  }

  @Override
  public BatchStream open(DriverContext driver) {
    List<BatchStream> opened = new ArrayList<>();
    try {
      for (PipelineSource input : inputs) {
        opened.add(input.open(new DriverContext(driver.query(), 0, 1)));
      }
      List<byte[]> slices = node.code().slices();
      byte[] slice = slices.isEmpty() ? NOTHING : slices.get(partition);
      UserFunction function =
          CodeBytes.read(node.code().bytes(), node.code().values(), UserFunction.class);
      UserTask task = new UserTask(driver.query(), partition, slice);
      return new CodeStream(function.open(task, List.copyOf(opened)), opened);
    } catch (Throwable t) {
      Closing.all(opened, BatchStream::close);
      throw t;
    }
  }

  /** Closes the code's own stream, then what it reads. */
  private record CodeStream(BatchStream rows, List<BatchStream> inputs) implements BatchStream {
    @Override
    public Schema schema() {
      return rows.schema();
    }

    @Override
    public Batch next() {
      return rows.next();
    }

    @Override
    public void close() {
      Closing.all(rows::close, () -> Closing.drain(inputs, BatchStream::close));
    }
  }
}
