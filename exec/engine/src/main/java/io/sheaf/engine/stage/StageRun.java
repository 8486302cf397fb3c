package io.sheaf.engine.stage;

import io.sheaf.engine.QueryContext;
import io.sheaf.engine.operator.ScanShare;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.pipeline.Pipeline;
import io.sheaf.engine.pipeline.PipelineRunner;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.shuffle.BlockSource;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Computes one partition of a stage, by all drivers together: its pipelines run one after another
 * over shared state, and what a pipeline gathered is freed as soon as its last reader is through.
 * For one use, by one thread, which becomes the first driver.
 */
public final class StageRun {
  private final QueryContext query;
  private final StagePlan stage;
  private final BlockSource blocks;
  private final PlanMetrics metrics;
  private final int attempt;

  /** The only attempt to compute a partition. */
  public StageRun(QueryContext query, StagePlan stage, BlockSource blocks, PlanMetrics metrics) {
    this(query, stage, blocks, metrics, 0);
  }

  /**
   * @param blocks where the rows of other stages are
   * @param attempt one of those to compute a partition; each has a number of its own
   */
  public StageRun(
      QueryContext query, StagePlan stage, BlockSource blocks, PlanMetrics metrics, int attempt) {
    this.query = query;
    this.stage = stage;
    this.blocks = blocks;
    this.metrics = metrics;
    this.attempt = attempt;
  }

  /**
   * Runs to the end or throws the query's first failure; either way nothing is left open but what
   * the sink was given.
   *
   * @param sink where the partition's rows go; closed here
   */
  public void run(int partition, PipelineSink sink, PipelineRunner runner) {
    PipelineCompiler compiler =
        new PipelineCompiler(
            query, new Inputs(partition, stage.partitions()), metrics, JoinFilters.of(stage));
    Set<PipelineSink> closed = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      List<Pipeline> pipelines =
          compiler.compile(stage.plan(), stage.output() == null ? "Result" : "Shuffle", sink);
      for (int i = 0; i < pipelines.size(); i++) {
        runner.run(pipelines.get(i));
        for (PipelineSink read : pipelines.get(i).reads()) {
          if (!readLater(read, pipelines, i) && closed.add(read)) {
            read.close();
          }
        }
      }
    } catch (Throwable t) {
      query.cancel().fail(Failures.of(t, "stage " + stage.id()));
    } finally {
      closeAll(compiler.sinks(), closed);
    }
    query.checkCancelled();
  }

  private static boolean readLater(PipelineSink sink, List<Pipeline> pipelines, int now) {
    for (Pipeline later : pipelines.subList(now + 1, pipelines.size())) {
      if (later.reads().contains(sink)) {
        return true;
      }
    }
    return false;
  }

  private void closeAll(List<PipelineSink> sinks, Set<PipelineSink> closed) {
    for (PipelineSink sink : new ArrayList<>(sinks)) {
      if (closed.add(sink)) {
        try {
          sink.close();
        } catch (Throwable t) {
          query.cancel().fail(Failures.of(t, "stage " + stage.id()));
        }
      }
    }
  }

  private final class Inputs implements PipelineCompiler.StageInputs {
    private final int partition;
    private final int partitions;

    Inputs(int partition, int partitions) {
      this.partition = partition;
      this.partitions = partitions;
    }

    @Override
    public PipelineCompiler.StageInputs of(int other, int count) {
      return new Inputs(other, count);
    }

    @Override
    public ScanShare share() {
      return new ScanShare(partition, partitions);
    }

    @Override
    public String attempt() {
      return String.format(Locale.ROOT, "part-%05d-%d", partition, attempt);
    }

    @Override
    public PipelineSource rows(ShuffleRead read) {
      boolean whole =
          read.partitioning() instanceof Partitioning.Single
              || read.partitioning() instanceof Partitioning.Broadcast;
      return blocks.rows(read, whole ? 0 : partition);
    }
  }
}
