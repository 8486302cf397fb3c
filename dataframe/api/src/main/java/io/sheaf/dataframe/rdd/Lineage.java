package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.Groups;
import io.sheaf.dataframe.rdd.task.Reader;
import io.sheaf.dataframe.rdd.task.Step;
import io.sheaf.dataframe.rdd.task.Writer;
import io.sheaf.plan.PhysicalPlan;
import java.util.List;
import java.util.function.Supplier;

/** How an rdd is made of others. Immutable and inert: {@link Lowering} makes plans of it. */
sealed interface Lineage {
  CallSite site();

  int partitions();

  List<Lineage> parents();

  /** What spreads its pairs; null where nothing is known. */
  default Partitioner partitioner() {
    return null;
  }

  /**
   * Made of nothing else.
   *
   * @param slices for each partition the bytes that it reads; empty where the reader needs none
   */
  record Origin(CallSite site, Reader reader, List<byte[]> slices, int partitions)
      implements Lineage {
    @Override
    public List<Lineage> parents() {
      return List.of();
    }
  }

  /**
   * Each partition of one partition.
   *
   * @param ordered whether what comes out depends on the order of what comes in
   * @param partitioner what spreads its pairs, or null
   */
  record Narrow(Lineage parent, CallSite site, Step step, boolean ordered, Partitioner partitioner)
      implements Lineage {
    @Override
    public int partitions() {
      return parent.partitions();
    }

    @Override
    public List<Lineage> parents() {
      return List.of(parent);
    }
  }

  /**
   * Each element goes where the writer says.
   *
   * @param writer made when a plan is: it may have to look at the data first
   */
  record Spread(
      Lineage parent,
      CallSite site,
      Supplier<Writer> writer,
      int partitions,
      Partitioner partitioner)
      implements Lineage {
    @Override
    public List<Lineage> parents() {
      return List.of(parent);
    }
  }

  /**
   * What is made of the values of each key, from pairs that meet by the partitioner.
   *
   * @param combining makes less of them before they move, or null
   * @param reader reads the pairs of all parents; {@link Groups} have them in order
   */
  record Grouped(
      List<Lineage> parents, CallSite site, Step combining, Reader reader, Partitioner partitioner)
      implements Lineage {
    @Override
    public int partitions() {
      return partitioner.partitions();
    }
  }

  /** Each partition is made of whole partitions, one after another. */
  record Mapped(Lineage parent, CallSite site, List<List<Integer>> parts) implements Lineage {
    @Override
    public int partitions() {
      return parts.size();
    }

    @Override
    public List<Lineage> parents() {
      return List.of(parent);
    }
  }

  /** The partitions of the first, then those of the second, and so on. */
  record United(List<Lineage> parents, CallSite site) implements Lineage {
    @Override
    public int partitions() {
      return parents.stream().mapToInt(Lineage::partitions).sum();
    }
  }

  /** Each partition is made of the same partition of all. */
  record Together(List<Lineage> parents, CallSite site, Reader reader) implements Lineage {
    @Override
    public int partitions() {
      return parents.getFirst().partitions();
    }
  }

  /**
   * Made of the rows of a query.
   *
   * @param rows makes the plan of them, in so many partitions
   */
  record Queried(CallSite site, Supplier<PhysicalPlan> rows, Reader reader, int partitions)
      implements Lineage {
    @Override
    public List<Lineage> parents() {
      return List.of();
    }
  }

  /**
   * The same elements where they are, which are kept for later jobs.
   *
   * @param table in which they are kept
   */
  record Kept(Lineage parent, CallSite site, String table) implements Lineage {
    @Override
    public int partitions() {
      return parent.partitions();
    }

    @Override
    public List<Lineage> parents() {
      return List.of(parent);
    }

    @Override
    public Partitioner partitioner() {
      return parent.partitioner();
    }
  }
}
