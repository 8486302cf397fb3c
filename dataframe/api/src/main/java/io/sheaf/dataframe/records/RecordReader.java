package io.sheaf.dataframe.records;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.SheafException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes records of the rows of batches, as {@link RecordSchema#reader} says. Thread-safe. */
public final class RecordReader<T> {
  private final int[] columns;
  private final Rows loop;

  /** Makes records of rows. */
  interface Rows {
    /**
     * @param rows numbers of the rows, or null for the first ones
     * @param count how many rows
     */
    void read(Column[] columns, int[] rows, int count, List<Object> records) throws Throwable;
  }

  /**
   * @param columns the number of the column of each component
   */
  RecordReader(int[] columns, Rows loop) {
    this.columns = columns;
    this.loop = loop;
  }

  /** A new loop that makes records of columns in the order of the components. */
  static Rows loop(Class<?> type, List<Component> components, ZoneId zone) {
    try {
      Class<?>[] types = components.stream().map(Component::type).toArray(Class<?>[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      MethodHandle constructor = MethodHandles.lookup().unreflectConstructor(canonical);
      return RecordLoop.of(maker(constructor, components, zone));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // every record has it
    }
  }

  /** {@code (Column[], int row)Object}: the constructor over what is in the columns. */
  private static MethodHandle maker(
      MethodHandle constructor, List<Component> components, ZoneId zone) {
    MethodHandle maker = constructor.asType(constructor.type().changeReturnType(Object.class));
    MethodHandle element = MethodHandles.arrayElementGetter(Column[].class);
    for (int i = components.size() - 1; i >= 0; i--) {
      MethodHandle column = MethodHandles.insertArguments(element, 1, i);
      MethodHandle value = MethodHandles.filterArguments(components.get(i).getter(zone), 0, column);
      maker = MethodHandles.collectArguments(maker, i, value);
      if (i < components.size() - 1) {
        maker = shared(maker, i);
      }
    }
    return components.isEmpty()
        ? MethodHandles.dropArguments(maker, 0, Column[].class, int.class)
        : maker;
  }

  /** With the columns and the row at a place also in those that follow them. */
  private static MethodHandle shared(MethodHandle maker, int place) {
    int twice = place + 2;
    int[] from = IntStream.range(0, twice + 2).map(i -> i < twice ? i : i - 2).toArray();
    MethodType once = maker.type().dropParameterTypes(twice, twice + 2);
    return MethodHandles.permuteArguments(maker, once, from);
  }

  /** The records of all rows that count, in order. */
  @SuppressWarnings("unchecked") // the constructor makes no other objects
  public List<T> read(Batch batch) {
    int rows = batch.selectedRows();
    List<Object> records = new ArrayList<>(rows);
    read(batch, batch.selection() == null ? null : batch.selection().rows(), rows, records);
    return (List<T>) records;
  }

  /**
   * The record of one row.
   *
   * @param row counted from 0, whether it is selected or not
   * @throws SheafException (USER) when a component cannot hold a value
   */
  @SuppressWarnings("unchecked") // the constructor makes no other objects
  public T record(Batch batch, int row) {
    List<Object> records = new ArrayList<>(1);
    read(batch, new int[] {row}, 1, records);
    return (T) records.getFirst();
  }

  private void read(Batch batch, int[] rows, int count, List<Object> records) {
    Column[] read = new Column[columns.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = batch.column(columns[i]);
    }
    try {
      loop.read(read, rows, count, records);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
