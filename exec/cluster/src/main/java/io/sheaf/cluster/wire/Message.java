package io.sheaf.cluster.wire;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.join.KeySet;
import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import io.sheaf.engine.stage.ScanKeys;
import io.sheaf.plan.Partitioning;
import java.util.List;
import java.util.Map;

/**
 * Everything that driver and workers say to one another. Immutable; valid once constructed. A
 * worker's <em>epoch</em> is the number that the driver gave it when it joined: no two that ever
 * joined have the same.
 */
public sealed interface Message {

  /**
   * A worker wants to join; what it serves blocks on.
   *
   * @param folder where its blocks lie
   * @param slots how many tasks it runs at a time
   */
  record Register(String host, int port, String folder, int slots, long pid) implements Message {}

  /** The driver takes the worker in. */
  record Registered(long epoch) implements Message {}

  /** Either side is alive. */
  record Heartbeat(long epoch) implements Message {}

  /**
   * What all tasks of a stage share; comes before the first of them.
   *
   * @param plan what is computed
   * @param versions what the tables that it reads were when the query was planned
   * @param keys which values other stages need not read
   */
  record DefineStage(
      StageId stage,
      SentPlan plan,
      int partitions,
      Partitioning output,
      TaskSettings settings,
      Map<TableRef, String> versions,
      StageKeys keys)
      implements Message {}

  /**
   * The plan of a stage.
   *
   * @param bytes see {@link io.sheaf.plan.PlanCodec}
   * @param parts of code in it that are not there but with the driver
   */
  record SentPlan(byte[] bytes, List<Part> parts) {}

  /**
   * A part of code that a worker has to ask for unless it has it, see {@link
   * io.sheaf.plan.SerializedCode#mapParts}.
   *
   * @param name tells it from all other parts of all queries
   * @param number within its query
   */
  record Part(String name, int number, int bytes) {}

  /**
   * What stages tell one another of their rows.
   *
   * @param known what is known of the rows that are wanted
   * @param told columns of the output whose values are to be told
   */
  record StageKeys(List<ScanKeys> known, List<Integer> told) {
    public static final StageKeys NONE = new StageKeys(List.of(), List.of());

    public StageKeys {
      known = List.copyOf(known);
      told = List.copyOf(told);
    }
  }

  /**
   * Compute a partition.
   *
   * @param inputs where the rows are that it reads
   */
  record RunTask(TaskId task, List<Input> inputs) implements Message {
    public RunTask {
      inputs = List.copyOf(inputs);
    }
  }

  record CancelTask(TaskId task) implements Message {}

  /**
   * A partition was computed.
   *
   * @param sizes bytes by partition of the output
   * @param counters of the stage's operators, in the order of its plan
   * @param spilledBytes written because memory was short
   * @param keys the values of the columns that are told
   * @param keptRows how many rows are kept beyond the query; -1 when none are
   */
  record TaskDone(
      long epoch,
      TaskId task,
      List<Long> sizes,
      List<Totals> counters,
      long spilledBytes,
      List<KeySet> keys,
      long keptRows)
      implements Message {
    public TaskDone {
      sizes = List.copyOf(sizes);
      counters = List.copyOf(counters);
      keys = List.copyOf(keys);
    }

    /** Of rows that nobody needs when the query is over. */
    public TaskDone(
        long epoch,
        TaskId task,
        List<Long> sizes,
        List<Totals> counters,
        long spilledBytes,
        List<KeySet> keys) {
      this(epoch, task, sizes, counters, spilledBytes, keys, -1);
    }

    public boolean isKept() {
      return keptRows >= 0;
    }
  }

  record TaskFailed(long epoch, TaskId task, Failure failure) implements Message {}

  /** The query is over. */
  record DropQuery(long query) implements Message {}

  /** A worker is gone: whoever waits for blocks of it waits in vain. */
  record PeerLost(long epoch) implements Message {}

  /** From a worker: it wants to leave. To a worker: it may, nobody needs it any more. */
  record Drain() implements Message {}

  /**
   * Fetch all rows of an attempt from a worker that leaves, and serve them from now on.
   *
   * @param sizes bytes by partition
   */
  record TakeOver(TaskId task, Address from, List<Long> sizes) implements Message {
    public TakeOver {
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * The rows of an attempt are here now as well.
   *
   * @param whole false when they could not be had
   */
  record TookOver(long epoch, TaskId task, boolean whole) implements Message {}

  /** What these attempts gave is not kept any more. */
  record Forget(List<TaskId> tasks) implements Message {
    public Forget {
      tasks = List.copyOf(tasks);
    }
  }

  /** Rows that were kept with this worker had to make room. */
  record Dropped(long epoch, TaskId task) implements Message {}

  /**
   * Keep the rows of an attempt that another worker keeps, too; {@link TookOver} tells how that
   * went.
   *
   * @param name of what is kept, for people
   */
  record Copy(Source rows, String name, Schema schema, StorageLevel level) implements Message {}

  /**
   * Send bytes of an output. Of rows that are kept, the partition is the number of a block, and
   * behind the last one there are no bytes.
   *
   * @param request names the answer, {@link Block} or {@link Refused}
   * @param epoch whom the request is for
   * @param offset counted within the partition
   */
  record Fetch(long request, long epoch, BlockId block, long offset, int bytes)
      implements Message {}

  /** The bytes that were asked for. Travels as it is, without being encoded. */
  record Block(long request, byte[] bytes) implements Message {}

  /** There are no such bytes. */
  record Refused(long request, String reason) implements Message {}

  /**
   * A worker has to know a class that it has not got, or whether a class is the program's.
   *
   * @param name with dots, as {@link Class#getName} gives it
   */
  record ClassWanted(String name) implements Message {}

  /**
   * A class of the driver's program.
   *
   * @param bytes of the class file; empty where there is none
   * @param ofProgram whether objects of it may be made of what is sent
   * @param problem why nothing can be said of it; empty where nothing is wrong
   */
  record ClassGiven(String name, byte[] bytes, boolean ofProgram, String problem)
      implements Message {}

  /** A stage of a query; a query's number is unique for its driver. */
  record StageId(long query, int stage) {}

  /**
   * One attempt to compute a partition of a stage.
   *
   * @param attempt unique within the query
   */
  record TaskId(StageId stage, int partition, int attempt) {}

  /** What a task gave for one partition of the output. */
  record BlockId(TaskId task, int partition) {}

  /**
   * What a task may have to know of the session's settings.
   *
   * @param stores what stores are told, credentials among it
   */
  record TaskSettings(
      int batchRows,
      int scanPartitions,
      Codegen codegen,
      boolean degenerateHash,
      Map<String, String> stores) {
    public TaskSettings {
      stores = Map.copyOf(stores);
    }

    /** Without values that may be secret. */
    @Override
    public String toString() {
      return "TaskSettings[batchRows=%d, scanPartitions=%d, codegen=%s, stores=%s]"
          .formatted(batchRows, scanPartitions, codegen, stores.keySet());
    }
  }

  /** The rows of another stage that a task reads. */
  record Input(int stage, List<Source> sources) {
    public Input {
      sources = List.copyOf(sources);
    }
  }

  /**
   * Rows that lie with a worker; its address is that of its epoch.
   *
   * @param kept whether they are kept beyond their query: then they are all that the attempt gave
   */
  record Source(BlockId block, Address address, long sizeBytes, boolean kept) {
    public Source(BlockId block, Address address, long sizeBytes) {
      this(block, address, sizeBytes, false);
    }
  }

  /**
   * Who serves blocks, and where.
   *
   * @param folder where they lie, for those who see the same disk
   */
  record Address(long epoch, String host, int port, String folder) {}

  /** Why a task did not end well. */
  sealed interface Failure {
    /** Its own failure: what the user is told when it is not tried again. */
    record Failed(Blame blame, String code, String message) implements Failure {}

    /** Rows of another task cannot be had, which has to be repeated. */
    record FetchFailed(BlockId block, long epoch, String message) implements Failure {}
  }
}
