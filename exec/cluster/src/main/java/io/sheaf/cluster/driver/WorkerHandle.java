package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Connection;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.DefineStage;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.HashSet;
import java.util.Set;

/** A worker as the driver knows it. For one thread. */
final class WorkerHandle {
  private final Address address;
  private final Connection connection;
  private final int slots;
  private final Set<TaskId> running = new HashSet<>();
  private final Set<StageId> defined = new HashSet<>();
  private long heardNanos;

  WorkerHandle(Address address, Connection connection, int slots, long nowNanos) {
    this.address = address;
    this.connection = connection;
    this.slots = slots;
    this.heardNanos = nowNanos;
  }

  Address address() {
    return address;
  }

  long epoch() {
    return address.epoch();
  }

  Connection connection() {
    return connection;
  }

  int slots() {
    return slots;
  }

  int freeSlots() {
    return slots - running.size();
  }

  /** When it last said something. */
  long heardNanos() {
    return heardNanos;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  boolean knows(StageId stage) {
    return defined.contains(stage);
  }

  void define(DefineStage stage) {
    defined.add(stage.stage());
    connection.send(stage);
  }

  void run(Message.RunTask task) {
    running.add(task.task());
    connection.send(task);
  }

  /** Its tasks take their slots until the worker says that they have ended. */
  void cancel(long query) {
    for (TaskId task : running) {
      if (task.stage().query() == query) {
        connection.send(new Message.CancelTask(task));
      }
    }
  }

  void ended(TaskId task) {
    running.remove(task);
  }

  void drop(long query) {
    defined.removeIf(stage -> stage.query() == query);
    connection.send(new Message.DropQuery(query));
  }
}
