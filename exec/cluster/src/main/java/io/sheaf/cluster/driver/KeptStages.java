package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.KeptDirectory.Part;
import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.Partitioning;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The stages of one query whose rows are kept for later ones. For one thread. */
final class KeptStages {
  private final long query;
  private final StageGraph graph;
  private final KeptDirectory directory;
  private final List<StageClass> classes;
  private final Map<Integer, Partitioning.Kept> stages = new TreeMap<>();

  /** Rows that are kept for this query alone, each with one worker. */
  private final Map<TaskId, Part> own = new LinkedHashMap<>();

  KeptStages(long query, StageGraph graph, KeptDirectory directory) {
    this.query = query;
    this.graph = graph;
    this.directory = directory;
    this.classes = StageClass.of(graph);
    for (Stage stage : graph.stages()) {
      if (stage.output() instanceof Partitioning.Kept kept) {
        stages.put(stage.id(), kept);
      }
    }
  }

  /** What was computed before need not be computed again. */
  void find(QueryProgress progress) {
    stages.forEach(
        (stage, kept) -> {
          Map<Integer, Part> parts = directory.parts(kept.id());
          Set<Integer> empty = directory.empty(kept.id());
          int known = parts.size() + empty.size();
          if (isAlone(stage) && known < graph.stages().get(stage).partitions()) {
            directory.restart(kept.id(), query);
            return;
          }
          parts.forEach(
              (partition, part) ->
                  progress.found(
                      new Key(stage, partition),
                      part.task(),
                      part.places().getFirst(),
                      part.bytes()));
          empty.forEach(partition -> progress.skip(new Key(stage, partition)));
        });
  }

  /** Whether the rows of a partition fit no others than those that were computed with them. */
  private boolean isAlone(int stage) {
    return classes.get(stage) == StageClass.INDETERMINATE;
  }

  /**
   * How a stage gives its rows: as one piece of this query alone, where nobody wants to keep it.
   */
  Partitioning output(Stage stage) {
    return stage.output() instanceof Partitioning.Kept kept && !directory.contains(kept.id())
        ? new Partitioning.Single()
        : stage.output();
  }

  /**
   * A partition was computed.
   *
   * @param wanted whether its rows are taken
   */
  void done(Message.TaskDone done, Address from, boolean wanted) {
    TaskId task = done.task();
    int number = task.stage().stage();
    Partitioning.Kept kept = stages.get(number);
    if (kept == null || !wanted && !done.isKept()) {
      return;
    }
    if (!wanted) {
      releaseUnlessKnown(task, from);
    } else if (!done.isKept()) {
      long rows = done.counters().isEmpty() ? 0 : done.counters().getFirst().rows();
      if (isForAll(number)) {
        directory.noted(kept.id(), task.partition(), rows);
      }
    } else {
      Part part =
          new Part(
              kept,
              graph.stages().get(number).rdd().schema(),
              task,
              done.sizes().getFirst(),
              List.of(from));
      if (!isForAll(number) || !directory.add(part, done.keptRows())) {
        own.put(task, part);
      }
    }
  }

  /** Whether what this query computes of a stage fits what others read. */
  private boolean isForAll(int stage) {
    return !isAlone(stage) || directory.isWriter(stages.get(stage).id(), query);
  }

  /** What is said twice is kept all the same. */
  private void releaseUnlessKnown(TaskId task, Address from) {
    if (directory.part(task).isEmpty() && !own.containsKey(task)) {
      directory.release(task, from.epoch());
    }
  }

  /** A partition has no rows, as nothing can come of what it reads. */
  void skipped(Key key) {
    if (stages.containsKey(key.stage()) && isForAll(key.stage())) {
      directory.addEmpty(stages.get(key.stage()).id(), key.partition());
    }
  }

  /** Somebody else who keeps these rows. */
  Optional<Address> elsewhere(TaskId task) {
    return directory.part(task).map(part -> part.places().getFirst());
  }

  /** Rows that were kept are not there any more. */
  void lost(int stage) {
    if (stages.containsKey(stage) && isAlone(stage)) {
      directory.restart(stages.get(stage).id(), query);
    }
  }

  /** The id of what is kept of a stage; -1 when nothing is. */
  long id(int stage) {
    return stages.containsKey(stage) ? stages.get(stage).id() : -1;
  }

  /** Workers that keep most of what a task reads; empty where nobody keeps anything of it. */
  Set<Long> places(List<Message.Input> inputs) {
    Map<Long, Long> bytes = new HashMap<>();
    for (Message.Input input : inputs) {
      for (Source source : input.sources()) {
        if (source.kept()) {
          directory
              .part(source.block().task())
              .map(Part::places)
              .orElse(List.of(source.address()))
              .forEach(place -> bytes.merge(place.epoch(), source.sizeBytes(), Long::sum));
        }
      }
    }
    long most = bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
    Set<Long> places = new TreeSet<>();
    bytes.forEach(
        (epoch, held) -> {
          if (held * 2 > most) {
            places.add(epoch);
          }
        });
    return places;
  }

  /** What a worker keeps for this query alone. */
  List<Part> ownAt(long epoch) {
    return own.values().stream().filter(part -> part.isAt(epoch)).toList();
  }

  /** Rows lie elsewhere from now on. */
  void moved(TaskId task, Address to) {
    own.computeIfPresent(task, (t, part) -> part.at(List.of(to)));
  }

  /** The query is over. */
  void end() {
    own.forEach((task, part) -> directory.release(task, part.places().getFirst().epoch()));
    own.clear();
    directory.ended(query);
  }
}
