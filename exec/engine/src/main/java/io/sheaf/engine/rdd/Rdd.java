package io.sheaf.engine.rdd;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import java.util.List;

/**
 * A distributed collection of rows, described by the five properties: its partitions, its
 * dependencies, how a partition is computed, how rows are spread, where partitions are best
 * computed. Immutable and inert; compiled from a plan only. A stage computes many partitions
 * together over shared state; {@link #compute} is the view of one of them.
 *
 * @param id unique within its lineage, parents first
 * @param node the plan node whose rows these are
 * @param partitions how many
 * @param partitioning how rows are spread; null when nothing is known
 */
public record Rdd(
    int id,
    PhysicalPlan node,
    int partitions,
    List<Dependency> dependencies,
    Partitioning partitioning) {
  public Rdd {
    dependencies = List.copyOf(dependencies);
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions);
    }
  }

  public Schema schema() {
    return node.schema();
  }

  /**
   * Hosts that are best for a partition, best first; empty in one JVM, where it does not matter.
   */
  public List<String> preferredHosts(int partition) {
    return List.of();
  }

  /** The rows of one partition, computed by whoever runs stages here. */
  public BatchStream compute(int partition, PartitionRunner runner) {
    return runner.run(this, partition);
  }

  /** Computes partitions: the engine's own stages, or a test. */
  public interface PartitionRunner {
    BatchStream run(Rdd rdd, int partition);
  }
}
