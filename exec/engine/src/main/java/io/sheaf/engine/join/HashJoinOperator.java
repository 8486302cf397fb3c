package io.sheaf.engine.join;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineStep;
import io.sheaf.plan.PhysicalPlan;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A hash join: the right input goes into {@link #build()}; when that is finished, the left one
 * streams through {@link #probe()}. The sink's {@code close()} frees everything. Thread-safe as
 * sinks and steps are.
 *
 * <p>Kinds that return right rows by whether they matched, and joins that spilled, have rows left
 * when their input ends: then all drivers wait for one another and share those rows.
 */
public final class HashJoinOperator {
  private final JoinShape shape;
  private final QueryContext query;
  private final BuildSink sink;
  private final EndGate gate = new EndGate();
  private final AtomicInteger unmatchedCursor = new AtomicInteger();
  private SpilledJoin spilled;
  private KeyMembership[] memberships;
  private MemoryLease membershipLease;

  public HashJoinOperator(PhysicalPlan.HashJoin join, QueryContext query) {
    this.shape = new JoinShape(join, query.settings());
    this.query = query;
    this.sink = new BuildSink(shape, query);
  }

  /** Takes the right input. */
  public PipelineSink build() {
    return new Build();
  }

  /** Joins the left input, once the sink is finished. */
  public PipelineStep probe() {
    return new Probe();
  }

  /**
   * The values of one key of the build side: left rows with other ones have no match. Made at the
   * first call, which comes when the sink is finished.
   *
   * @param key which of the join's keys
   * @return null when the build side is on disk, or the key is not of integers, dates or the like
   */
  public synchronized KeyMembership keyMembership(int key) {
    BuildSide side = sink.side();
    if (side == null) {
      return null;
    }
    if (memberships == null) {
      memberships = new KeyMembership[shape.buildKeys().length];
      membershipLease = query.memory().lease("Join filter", false);
    }
    if (memberships[key] == null) {
      memberships[key] =
          KeyMembership.of(
              side.rows().column(shape.buildKeys()[key]),
              side.rows().rows(),
              shape.nullEqual()[key],
              membershipLease);
    }
    return memberships[key];
  }

  private synchronized void forgetMemberships() {
    if (membershipLease != null) {
      membershipLease.close();
      memberships = null;
      membershipLease = null;
    }
  }

  private final class Build implements PipelineSink {
    @Override
    public Writer open(DriverContext driver) {
      return sink.open(driver);
    }

    @Override
    public void finish() {
      sink.finish();
      if (sink.spilled() != null) {
        spilled = new SpilledJoin(shape, query, sink.spilled(), sink.nulls());
      }
    }

    @Override
    public void close() {
      forgetMemberships();
      try {
        if (spilled != null) {
          spilled.close();
        }
      } finally {
        sink.close();
      }
    }
  }

  private final class Probe implements PipelineStep {
    @Override
    public Schema schema() {
      return shape.output();
    }

    @Override
    public BatchStream open(BatchStream input, DriverContext driver) {
      return new HashProbeStream(HashJoinOperator.this, gate.enter(), input);
    }
  }

  JoinShape shape() {
    return shape;
  }

  QueryContext query() {
    return query;
  }

  EndGate gate() {
    return gate;
  }

  /** The build side in memory, or null when it is on disk. */
  BuildSide side() {
    return sink.side();
  }

  /** The join on disk, or null when the build side is in memory. */
  SpilledJoin spilled() {
    return spilled;
  }

  /** What this driver returns after all drivers have probed. */
  BatchStream rest() {
    return spilled != null
        ? spilled.stream()
        : new UnmatchedStream(shape, sink.side(), unmatchedCursor);
  }
}
