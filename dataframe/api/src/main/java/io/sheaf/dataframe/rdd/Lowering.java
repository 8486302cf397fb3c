package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.task.Groups;
import io.sheaf.dataframe.rdd.task.KeyOf;
import io.sheaf.dataframe.rdd.task.Program;
import io.sheaf.dataframe.rdd.task.Reader;
import io.sheaf.dataframe.rdd.task.Readers;
import io.sheaf.dataframe.rdd.task.Step;
import io.sheaf.dataframe.rdd.task.Writer;
import io.sheaf.engine.usercode.CodeBytes;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SerializedCode;
import io.sheaf.plan.SerializedCode.Value;
import io.sheaf.plan.SortKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes one plan of a lineage. What is narrow grows into one program; a program ends where rows
 * move, where partitions become others, and at the result. For one plan.
 */
final class Lowering {
  private static final int PARTITION = 0;

  /** Or the number of the element in its partition. */
  private static final int HASH = 1;

  private final Jobs jobs;
  private final Map<Lineage, Draft> drafts = new IdentityHashMap<>();
  private final Map<Lineage, PhysicalPlan> objects = new IdentityHashMap<>();

  private final String prefix;
  private int programs;

  /**
   * @param prefix begins the ids of programs
   */
  Lowering(Jobs jobs, String prefix) {
    this.jobs = jobs;
    this.prefix = prefix;
  }

  /** A program that still grows. */
  private record Draft(
      List<PhysicalPlan> inputs,
      Reader reader,
      List<Step> steps,
      List<String> names,
      List<byte[]> slices,
      Traits traits) {
    static Draft reading(PhysicalPlan input, String name, Traits traits) {
      return new Draft(
          List.of(input), new Readers.Rows(), List.of(), List.of(name), List.of(), traits);
    }

    Draft then(Step step, String name, boolean ordered) {
      return new Draft(
          inputs,
          reader,
          with(steps, step),
          with(names, name),
          slices,
          new Traits(traits.partitions(), traits.ordered() || ordered));
    }

    private static <T> List<T> with(List<T> list, T last) {
      List<T> longer = new ArrayList<>(list);
      longer.add(last);
      return longer;
    }
  }

  /**
   * @param ordered whether the result depends on the order of the rows that are read
   */
  private record Traits(int partitions, boolean ordered) {}

  /**
   * The plan of a job.
   *
   * @param last works on each partition at the end
   * @param wanted the partitions that are to be computed
   * @return rows of {@link Writer#RESULTS}
   */
  PhysicalPlan job(Lineage lineage, Step last, List<Integer> wanted) {
    Draft draft = draft(lineage);
    Draft whole = last == null ? draft : draft.then(last, "result", false);
    PhysicalPlan code = code(whole, new Writer.Results());
    boolean all = wanted.equals(IntStream.range(0, lineage.partitions()).boxed().toList());
    PhysicalPlan chosen =
        all
            ? code
            : new PhysicalPlan.PartitionMap(
                code, lineage.partitions(), wanted.stream().map(List::of).toList());
    return new PhysicalPlan.Exchange(chosen, new Partitioning.Single());
  }

  /** The plan of all elements as rows, spread over the partitions. */
  PhysicalPlan rows(Lineage lineage, Writer writer) {
    return code(draft(lineage), writer);
  }

  private Draft draft(Lineage lineage) {
    Draft known = drafts.get(lineage);
    if (known == null) {
      known = make(lineage);
      drafts.put(lineage, known);
    }
    return known;
  }

  private Draft make(Lineage lineage) {
    String name = lineage.site().method();
    Traits traits = new Traits(lineage.partitions(), false);
    return switch (lineage) {
      case Lineage.Origin o ->
          new Draft(List.of(), o.reader(), List.of(), List.of(name), o.slices(), traits);
      case Lineage.Narrow n -> draft(n.parent()).then(n.step(), name, n.ordered());
      case Lineage.Spread s -> {
        PhysicalPlan spread = code(draft(s.parent()), s.writer().get());
        yield Draft.reading(numbered(spread, s.partitions()), name, traits);
      }
      case Lineage.Grouped g ->
          new Draft(
              g.parents().stream().map(parent -> met(parent, g)).toList(),
              g.reader(),
              List.of(),
              List.of(name),
              List.of(),
              traits);
      case Lineage.Mapped m ->
          Draft.reading(mapped(objects(m.parent()), m.parent(), m.parts()), name, traits);
      case Lineage.United u -> Draft.reading(united(u), name, traits);
      case Lineage.Queried q ->
          new Draft(
              List.of(q.rows().get()), q.reader(), List.of(), List.of(name), List.of(), traits);
      case Lineage.Kept k -> Draft.reading(kept(k), name, traits);
      case Lineage.Together t ->
          new Draft(
              t.parents().stream().map(this::objects).toList(),
              t.reader(),
              List.of(),
              List.of(name),
              List.of(),
              new Traits(lineage.partitions(), true));
    };
  }

  private static PhysicalPlan numbered(PhysicalPlan spread, int partitions) {
    return new PhysicalPlan.Exchange(spread, new Partitioning.Numbered(PARTITION, partitions));
  }

  /** Pairs where their keys meet; for groups in the order of their hashes. */
  private PhysicalPlan met(Lineage parent, Lineage.Grouped grouped) {
    Draft draft = draft(parent);
    if (grouped.combining() != null) {
      draft = draft.then(grouped.combining(), "combine", false);
    }
    Partitioner partitioner = grouped.partitioner();
    boolean hashed = grouped.reader() instanceof Groups;
    PhysicalPlan pairs = code(draft, new Writer.Spread(KeyOf.PAIR, partitioner, hashed));
    boolean inPlace = partitioner.equals(parent.partitioner());
    PhysicalPlan met = inPlace ? pairs : numbered(pairs, partitioner.partitions());
    return hashed ? new PhysicalPlan.Sort(met, List.of(new SortKey(HASH, false, false))) : met;
  }

  /** One program, however often it is read. */
  private PhysicalPlan objects(Lineage lineage) {
    PhysicalPlan known = objects.get(lineage);
    if (known == null) {
      known = code(draft(lineage), new Writer.Objects());
      objects.put(lineage, known);
    }
    return known;
  }

  private static PhysicalPlan mapped(
      PhysicalPlan plan, Lineage lineage, List<List<Integer>> parts) {
    return new PhysicalPlan.PartitionMap(plan, lineage.partitions(), parts);
  }

  /** What is kept comes in any order, and each element has its number in its partition. */
  private PhysicalPlan kept(Lineage.Kept kept) {
    PhysicalPlan rows = numbered(jobs.kept(kept.table()), kept.partitions());
    return new PhysicalPlan.Sort(rows, List.of(new SortKey(HASH, false, false)));
  }

  private PhysicalPlan united(Lineage.United united) {
    List<PhysicalPlan> inputs = new ArrayList<>();
    int before = 0;
    for (Lineage parent : united.parents()) {
      int from = before;
      int to = from + parent.partitions();
      List<List<Integer>> parts =
          IntStream.range(0, united.partitions())
              .mapToObj(p -> p >= from && p < to ? List.of(p - from) : List.<Integer>of())
              .toList();
      inputs.add(mapped(objects(parent), parent, parts));
      before = to;
    }
    return new PhysicalPlan.Union(inputs, Writer.OBJECTS);
  }

  private PhysicalPlan code(Draft draft, Writer writer) {
    try {
      Map<String, Value> values = new LinkedHashMap<>();
      byte[] bytes =
          CodeBytes.write(
              new Program(prefix + programs++, draft.reader(), draft.steps(), writer),
              value -> values.put(value.id(), value));
      boolean ordered = draft.traits().ordered() || writer instanceof Writer.Even;
      return new PhysicalPlan.UserCode(
          String.join(" > ", draft.names()),
          SerializedCode.of(
              bytes, draft.slices(), List.copyOf(values.values()), ordered, draft.reader().loose()),
          draft.inputs(),
          draft.traits().partitions(),
          writer.schema());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // each lambda was looked at when it came
    }
  }
}
