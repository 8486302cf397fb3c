package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Line;
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
  private final Line line;
  private final int slots;
  private final long pid;
  private final Set<TaskId> running = new HashSet<>();
  private final Set<StageId> defined = new HashSet<>();
  private long heardNanos;
  private boolean leaving;

  WorkerHandle(Address address, Line line, Message.Register register, long nowNanos) {
    this.address = address;
    this.line = line;
    this.slots = register.slots();
    this.pid = register.pid();
    this.heardNanos = nowNanos;
  }

  Address address() {
    return address;
  }

  long epoch() {
    return address.epoch();
  }

  Line line() {
    return line;
  }

  /** Its process on its machine. */
  long pid() {
    return pid;
  }

  int slots() {
    return slots;
  }

  /** How many more tasks it takes. */
  int freeSlots() {
    return leaving ? 0 : slots - running.size();
  }

  /** It takes no more tasks. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  boolean isIdle() {
    return running.isEmpty();
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
    line.send(stage);
  }

  void run(Message.RunTask task) {
    running.add(task.task());
    line.send(task);
  }

  /** Nobody waits for this task any more. */
  void cancel(TaskId task) {
    if (running.contains(task)) {
      line.send(new Message.CancelTask(task));
    }
  }

  /** Its tasks take their slots until the worker says that they have ended. */
  void cancel(long query) {
    for (TaskId task : running) {
      if (task.stage().query() == query) {
        line.send(new Message.CancelTask(task));
      }
    }
  }

  void ended(TaskId task) {
    running.remove(task);
  }

  void drop(long query) {
    defined.removeIf(stage -> stage.query() == query);
    line.send(new Message.DropQuery(query));
  }
}
