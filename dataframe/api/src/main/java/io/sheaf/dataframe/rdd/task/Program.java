package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.engine.usercode.UserFunction;
import io.sheaf.engine.usercode.UserTask;
import java.util.Iterator;
import java.util.List;

/** The code of one plan node: a whole chain of lambdas over objects, without rows in between. */
public record Program(Reader reader, List<Step> steps, Writer writer) implements UserFunction {
  private static final int CHECK_EVERY = 1024;

  public Program {
    steps = List.copyOf(steps);
  }

  @Override
  public BatchStream open(UserTask task, List<BatchStream> inputs) {
    TaskScope scope = new TaskScope(task);
    try {
      Iterator<?> objects = checked(reader.open(scope, inputs), scope);
      for (Step step : steps) {
        objects = step.apply(scope, objects);
      }
      return new WrittenRows(writer, objects, scope);
    } catch (Throwable t) {
      scope.close();
      throw t;
    }
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
