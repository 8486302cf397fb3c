package io.sheaf.dataframe.records;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.JavaValues;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Makes records of the rows of batches, as {@link RecordSchema#reader} says. Thread-safe. */
public final class RecordReader<T> {
  private final List<Component> components;
  private final int[] columns;
  private final ZoneId zone;
  private final MethodHandle constructor;

  /**
   * @param columns the number of the column of each component
   */
  RecordReader(Class<T> type, List<Component> components, int[] columns, ZoneId zone) {
    this.components = components;
    this.columns = columns;
    this.zone = zone;
    try {
      Class<?>[] types = components.stream().map(Component::type).toArray(Class<?>[]::new);
      Constructor<T> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      this.constructor =
          MethodHandles.lookup()
              .unreflectConstructor(canonical)
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // every record has it
    }
  }

  /** The records of all rows that count, in order. */
  public List<T> read(Batch batch) {
    int rows = batch.selectedRows();
    List<T> records = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      records.add(record(batch, batch.selection() == null ? i : batch.selection().rows()[i]));
    }
    return records;
  }

  /**
   * The record of one row.
   *
   * @param row counted from 0, whether it is selected or not
   * @throws SheafException (USER) when a component cannot hold a value
   */
  @SuppressWarnings("unchecked") // the constructor makes no other objects
  public T record(Batch batch, int row) {
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      Column column = batch.column(columns[i]);
      values[i] = components.get(i).value(JavaValues.get(column, row, zone));
    }
    try {
      return (T) (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
