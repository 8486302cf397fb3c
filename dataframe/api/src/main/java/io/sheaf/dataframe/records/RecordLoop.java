package io.sheaf.dataframe.records;

import io.sheaf.columnar.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * The loop over rows that makes records of a class. It is defined anew for each record class, as a
 * hidden class: what it calls is a constant of it then, which the JVM compiles into the loop.
 */
final class RecordLoop implements RecordReader.Rows {
  private static final MethodHandle MAKE = make();

  /**
   * @param make {@code (Column[], int)Object}
   */
  static RecordReader.Rows of(MethodHandle make) {
    String file = RecordLoop.class.getSimpleName() + ".class";
    try (InputStream in = RecordLoop.class.getResourceAsStream(file)) {
      return (RecordReader.Rows)
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(in.readAllBytes(), make, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // it is this class
    }
  }

  /** Null in this class itself, which makes none. */
  private static MethodHandle make() {
    try {
      return MethodHandles.classData(
          MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, MethodHandle.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // it is the class's own
    }
  }

  @Override
  public void read(Column[] columns, int[] rows, int count, List<Object> records) throws Throwable {
    for (int i = 0; i < count; i++) {
      records.add((Object) MAKE.invokeExact(columns, rows == null ? i : rows[i]));
    }
  }
}
