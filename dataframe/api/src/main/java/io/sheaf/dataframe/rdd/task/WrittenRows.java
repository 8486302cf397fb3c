package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.ColumnBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows of the objects that a program gives. Closes its scope. */
final class WrittenRows implements BatchStream {
  /** Objects of so many bytes make a batch, however few they are. */
  private static final int MOST_BYTES = 1 << 20;

  private final Program program;
  private final Writer.Rows rows;
  private final Iterator<?> objects;
  private final TaskScope scope;
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private boolean told;

  WrittenRows(Program program, Iterator<?> objects, TaskScope scope) {
    this.program = program;
    this.rows = program.writer().open(scope);
    this.objects = objects;
    this.scope = scope;
    for (Field field : schema().fields()) {
      columns.add(new ColumnBuilder(field.type(), scope.query().settings().batchRows()));
    }
  }

  @Override
  public Schema schema() {
    return program.writer().schema();
  }

  @Override
  public Batch next() {
    TaskScope.Around around = TaskScope.enter(scope);
    try {
      return written();
    } finally {
      around.leave();
    }
  }

  private Batch written() {
    int most = scope.query().settings().batchRows();
    int count = 0;
    while (count < most && textBytes() < MOST_BYTES && objects.hasNext()) {
      rows.append(objects.next(), columns);
      count++;
    }
    if (count == 0 && !told) {
      told = true;
      tell();
    }
    int written = columns.getFirst().rows();
    return written == 0
        ? null
        : Batch.frozen(schema(), columns.stream().map(ColumnBuilder::build).toList(), written);
  }

  /** What was added to accumulators, here and before, goes with the last rows. */
  private void tell() {
    if (!scope.added().isEmpty()) {
      rows.append(program.added(scope), columns);
    }
    scope.passing().forEach(added -> rows.append(added, columns));
  }

  private long textBytes() {
    long bytes = 0;
    for (ColumnBuilder column : columns) {
      bytes += column.textBytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    scope.close();
  }
}
