package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.dataframe.rdd.task.HeldObjects;
import io.sheaf.dataframe.rdd.task.Step;
import io.sheaf.dataframe.rdd.task.TaskScope;
import io.sheaf.objects.ObjectCodec;
import io.sheaf.plan.PhysicalPlan;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes partitions and takes what they give. For one thread. */
final class Job {
  private final ObjectCodec objects = TaskScope.codec();
  private final Map<Integer, List<Numbered>> partitions = new HashMap<>();

  private record Numbered(long number, Object object) {}

  private final List<AddedValues> added = new ArrayList<>();
  private final HeldObjects held;

  private Job(HeldObjects held) {
    this.held = held;
  }

  /**
   * The objects of each wanted partition, in their order. They are the program's from then on; till
   * then memory is reserved for them.
   *
   * @param last works on each partition at the end, or null
   * @param counting counts what was added to accumulators when all is there
   */
  static List<List<Object>> run(
      Jobs jobs, Lineage lineage, Step last, List<Integer> wanted, Counting counting) {
    PhysicalPlan plan = new Lowering(jobs, "").job(lineage, last, wanted);
    try (HeldObjects held = new HeldObjects(() -> jobs.lease("Result of an rdd"));
        Jobs.Running run = jobs.start(plan)) {
      Job job = new Job(held);
      for (Batch batch = run.next(); batch != null; batch = run.next()) {
        job.take(batch.compact());
      }
      Reference.reachabilityFence(lineage); // its tables are there till the job is over
      job.added.forEach(counting::count);
      return wanted.stream().map(job::objects).toList();
    }
  }

  /** The same to find out about data that an action will read later. */
  static List<List<Object>> look(Jobs jobs, Lineage lineage, Step last, List<Integer> wanted) {
    Counting nothing =
        new Counting() {
          @Override
          void count(AddedValues added) {}
        };
    return run(jobs, lineage, last, wanted, nothing);
  }

  private void take(Batch batch) {
    int rows = batch.rows();
    int[] from = ((IntColumn) Columns.flatten(batch.column(0), rows)).values();
    long[] numbers = ((LongColumn) Columns.flatten(batch.column(1), rows)).values();
    TextColumn bytes = (TextColumn) Columns.flatten(batch.column(2), rows);
    for (int row = 0; row < rows; row++) {
      held.add(bytes.lengths()[row]);
      Object object = objects.read(bytes.buffer(row), bytes.offsets()[row], bytes.lengths()[row]);
      if (object instanceof AddedValues values) {
        added.add(values);
        continue;
      }
      partitions
          .computeIfAbsent(from[row], p -> new ArrayList<>())
          .add(new Numbered(numbers[row], object));
    }
  }

  /** What spilled on its way comes in another order. */
  private List<Object> objects(int partition) {
    List<Numbered> found = partitions.getOrDefault(partition, new ArrayList<>());
    found.sort(Comparator.comparingLong(Numbered::number));
    List<Object> sorted = new ArrayList<>(found.size());
    found.forEach(numbered -> sorted.add(numbered.object()));
    return sorted;
  }
}
