package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.AddedValues;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.usercode.CodeFilter;
import io.sheaf.engine.usercode.UserClasses;
import io.sheaf.engine.usercode.UserTask;
import io.sheaf.objects.AllowedClasses;
import io.sheaf.objects.ObjectCodec;
import io.sheaf.objects.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What the parts of a program share while it computes a partition. For one thread, and for the
 * second one of {@link Piped}: each has a codec and hashes of its own.
 */
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

  private static final List<Class<?>> KNOWN = List.of(Pair.class, AddedValues.class);
  private static final ThreadLocal<TaskScope> CURRENT = new ThreadLocal<>();

  private final UserTask task;
  private final ThreadLocal<OfThread> ofThreads = ThreadLocal.withInitial(OfThread::new);

  /** Of the thread that asked last, which mostly asks again. */
  private OfThread last = ofThreads.get();

  private final Deque<Runnable> stopping = new ConcurrentLinkedDeque<>();
  private final Deque<Runnable> closing = new ConcurrentLinkedDeque<>();
  private final Map<String, Object> added = new LinkedHashMap<>();
  private final List<AddedValues> passing = Collections.synchronizedList(new ArrayList<>());

  /** What each thread has of its own. */
  private record OfThread(Thread thread, ObjectCodec codec, StableHash hash) {
    OfThread() {
      this(Thread.currentThread(), TaskScope.codec(), new StableHash());
    }
  }

  TaskScope(UserTask task) {
    this.task = task;
  }

  /** The form in which objects travel. */
  public static ObjectCodec codec() {
    return new ObjectCodec(UserClasses.loader(), CLASSES, KNOWN);
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
    return ofThread().codec();
  }

  public StableHash hash() {
    return ofThread().hash();
  }

  private OfThread ofThread() {
    OfThread known = last;
    if (known.thread() != Thread.currentThread()) {
      known = ofThreads.get();
      last = known;
    }
    return known;
  }

  /** The task whose code this thread runs; null where it runs none. */
  public static TaskScope current() {
    return CURRENT.get();
  }

  /** What a thread ran before it came to the code of a task. */
  record Around(TaskScope scope, ClassLoader loader) {
    void leave() {
      Thread.currentThread().setContextClassLoader(loader);
      if (scope == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(scope);
      }
    }
  }

  /** This thread runs the code of a task from now on, and finds the program's classes. */
  static Around enter(TaskScope scope) {
    Around around = new Around(CURRENT.get(), Thread.currentThread().getContextClassLoader());
    CURRENT.set(scope);
    Thread.currentThread().setContextClassLoader(UserClasses.loader());
    return around;
  }

  /** What this task has added to accumulators, by their ids; may be changed, by its lock. */
  public Map<String, Object> added() {
    return added;
  }

  /** What the tasks have added whose objects this one reads. */
  List<AddedValues> passing() {
    return passing;
  }

  /** Whether the bytes of an object are {@link AddedValues}. */
  static boolean isAdded(byte[] bytes, int offset) {
    return ObjectCodec.isKnown(bytes, offset, KNOWN.indexOf(AddedValues.class));
  }

  /** Releases something when the partition is done, the last one first. */
  public void onClose(Runnable release) {
    closing.push(release);
  }

  /** Ends another thread of the partition before anything is released, the last one first. */
  void onStop(Runnable end) {
    stopping.push(end);
  }

  @Override
  public void close() {
    Closing.all(
        () -> Closing.drain(stopping, Runnable::run), () -> Closing.drain(closing, Runnable::run));
  }
}
