package io.sheaf.cluster.worker;

import io.sheaf.cluster.block.BlockReader;
import io.sheaf.cluster.block.BlockStore;
import io.sheaf.cluster.block.FetchedRows;
import io.sheaf.cluster.block.TaskOutput;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.join.KeySet;
import io.sheaf.engine.pipeline.OperatorCounter;
import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import io.sheaf.engine.pipeline.PipelineRunner;
import io.sheaf.engine.shuffle.BlockSource;
import io.sheaf.engine.shuffle.ShuffleSink;
import io.sheaf.engine.shuffle.TellingSink;
import io.sheaf.engine.stage.PlanMetrics;
import io.sheaf.engine.stage.StagePlan;
import io.sheaf.engine.stage.StageRun;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import io.sheaf.plan.SharedReads;
import java.util.List;

/** Computes partitions of stages on the calling thread. Thread-safe. */
public final class TaskRunner {
  private final BlockStore store;
  private final BlockReader reader;

  /**
   * @param store where the rows are kept for those who read them
   * @param reader gets rows from where they lie
   */
  public TaskRunner(BlockStore store, BlockReader reader) {
    this.store = store;
    this.reader = reader;
  }

  /**
   * What a task gave.
   *
   * @param written the output, which is in the store
   * @param spilledBytes by the space of the context, which is of this task alone
   * @param keys the values of the columns that are told
   */
  public record Done(
      BlockStore.Written written, List<Totals> counters, long spilledBytes, List<KeySet> keys) {
    /** What the driver is told. */
    public Message.TaskDone message(long epoch, TaskId task) {
      return new Message.TaskDone(
          epoch, task, written.sizes(), counters, spilledBytes, keys, written.keptRows());
    }
  }

  /**
   * What a task is to do.
   *
   * @param inputs where the rows are that it reads
   * @param told columns of the output whose values are to be told
   */
  public record Work(TaskId task, StagePlan stage, List<Input> inputs, List<Integer> told) {}

  /**
   * @param context of this task; its token is cancelled when the task fails
   * @throws io.sheaf.columnar.SheafException the task's failure
   */
  public Done run(Work work, QueryContext context) {
    StagePlan stage = work.stage();
    PlanMetrics metrics = new PlanMetrics();
    boolean mapped = SharedReads.isMapped(stage.plan());
    BlockSource source =
        (read, partition) ->
            new FetchedRows(
                read.schema(),
                mapped
                    ? sources(work.inputs(), read, partition)
                    : sources(work.inputs(), read.shuffle()),
                reader);
    try (TaskOutput out = store.output(work.task(), stage)) {
      ShuffleSink rows = new ShuffleSink(stage.plan().schema(), stage.output(), out);
      TellingSink sink = new TellingSink(rows, work.told(), context.memory());
      new StageRun(context, stage, source, metrics, work.task().attempt())
          .run(work.task().partition(), sink, new PipelineRunner(context, Runnable::run, 1));
      return new Done(
          store.keep(work.task(), out),
          counters(metrics, stage),
          context.spill().spilledBytes(),
          sink.keys());
    }
  }

  private static List<Source> sources(List<Input> inputs, int stage) {
    return inputs.stream()
        .filter(input -> input.stage() == stage)
        .flatMap(input -> input.sources().stream())
        .toList();
  }

  private static List<Source> sources(List<Input> inputs, ShuffleRead read, int partition) {
    boolean kept = read.partitioning() instanceof Partitioning.Kept; // each is all of a task's rows
    return sources(inputs, read.shuffle()).stream()
        .filter(
            source ->
                (kept ? source.block().task().partition() : source.block().partition())
                    == partition)
        .toList();
  }

  private static List<Totals> counters(PlanMetrics metrics, StagePlan stage) {
    return metrics.all(stage.plan()).stream().map(OperatorCounter::totals).toList();
  }
}
