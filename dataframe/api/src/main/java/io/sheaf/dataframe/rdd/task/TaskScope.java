package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.usercode.CodeFilter;
import io.sheaf.engine.usercode.UserClasses;
import io.sheaf.engine.usercode.UserTask;
import io.sheaf.objects.AllowedClasses;
import io.sheaf.objects.ObjectCodec;
import io.sheaf.objects.StableHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the parts of a program share while it computes a partition. For one thread. */
public final class TaskScope implements AutoCloseable {
  private static final AllowedClasses CLASSES =
      new AllowedClasses() {
        @Override
        public boolean mayRead(String name) {
          return CodeFilter.allows(name);
        }

        @Override
        public boolean mayWrite(Class<?> type) {
          return CodeFilter.gives(type);
        }
      };

  private final UserTask task;
  private final ObjectCodec codec = codec();
  private final StableHash hash = new StableHash();
  private final Deque<Runnable> closing = new ArrayDeque<>();

  TaskScope(UserTask task) {
    this.task = task;
  }

  /** The form in which objects travel. */
  public static ObjectCodec codec() {
    return new ObjectCodec(UserClasses.loader(), CLASSES, List.of(Pair.class));
  }

  public int partition() {
    return task.partition();
  }

  /** The bytes that only this partition reads. */
  public byte[] slice() {
    return task.slice();
  }

  public QueryContext query() {
    return task.query();
  }

  public ObjectCodec objects() {
    return codec;
  }

  public StableHash hash() {
    return hash;
  }

  /** Releases something when the partition is done, the last one first. */
  public void onClose(Runnable release) {
    closing.push(release);
  }

  @Override
  public void close() {
    Closing.drain(new ArrayList<>(closing), Runnable::run);
    closing.clear();
  }
}
