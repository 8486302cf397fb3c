package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.dataframe.rdd.AddedValues;
import io.sheaf.engine.usercode.UserFunction;
import io.sheaf.engine.usercode.UserTask;
import java.util.Iterator;
import java.util.List;

/**
 * The code of one plan node: a whole chain of lambdas over objects, without rows in between.
 *
 * @param id no other program of a job has it; it begins with {@link #KEPT} where what the program
 *     gives is kept
 */
public record Program(String id, Reader reader, List<Step> steps, Writer writer)
    implements UserFunction {
  public static final String KEPT = "kept ";

  private static final int CHECK_EVERY = 1024;

  public Program {
    steps = List.copyOf(steps);
  }

  @Override
  public BatchStream open(UserTask task, List<BatchStream> inputs) {
    TaskScope scope = new TaskScope(task);
    TaskScope.Around around = TaskScope.enter(scope);
    try {
      Iterator<?> objects = checked(reader.open(scope, inputs), scope);
      for (Step step : steps) {
        objects = step.apply(scope, objects);
      }
      return new WrittenRows(this, objects, scope);
    } catch (Throwable t) {
      scope.close();
      throw t;
    } finally {
      around.leave();
    }
  }

  /** What a task of it has added to accumulators. */
  AddedValues added(TaskScope scope) {
    return new AddedValues(id + " " + scope.partition(), id.startsWith(KEPT), scope.added());
  }

  /** A program that drops all it reads notices that it is cancelled. */
  private static Iterator<?> checked(Iterator<?> objects, TaskScope scope) {
    return new Iterator<Object>() {
      private int passed;

      @Override
      public boolean hasNext() {
        return objects.hasNext();
      }

      @Override
      public Object next() {
        if (++passed % CHECK_EVERY == 0) {
          scope.query().checkCancelled();
        }
        return objects.next();
      }
    };
  }
}
