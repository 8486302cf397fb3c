package io.sheaf.dataframe.records;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.columnar.values.Nearest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One component of a record class and the column that holds it. Immutable. */
final class Component {
  private final String owner;
  private final RecordComponent component;
  private final ValueKind kind;
  private final boolean optional;
  private final Map<String, Object> constants;
  private final Append append;

  /** Appends the component of a record to a column. */
  @FunctionalInterface
  private interface Append {
    void append(Record record, ColumnBuilder column) throws Throwable;
  }

  private Component(String owner, RecordComponent component) {
    this.owner = owner;
    this.component = component;
    this.optional = component.getType() == Optional.class;
    Class<?> type = optional ? inOptional(component.getGenericType()) : component.getType();
    this.kind = type == null ? null : ValueKind.of(type);
    if (kind == null) {
      throw SheafException.user(
          "BAD_RECORD",
          "no column can hold " + this + " (" + component.getGenericType().getTypeName() + ")");
    }
    this.constants = constants(type);
    this.append = append(accessor());
  }

  static List<Component> of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return List.of(components).stream()
        .map(component -> new Component(type.getSimpleName(), component))
        .toList();
  }

  private static Class<?> inOptional(Type type) {
    return type instanceof ParameterizedType generic
            && generic.getActualTypeArguments()[0] instanceof Class<?> inner
            && !inner.isPrimitive()
        ? inner
        : null;
  }

  private static Map<String, Object> constants(Class<?> type) {
    Map<String, Object> constants = new HashMap<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        constants.put(((Enum<?>) constant).name(), constant);
      }
    }
    return constants;
  }

  private MethodHandle accessor() {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // records may be private to the program
      return MethodHandles.lookup().unreflect(accessor);
    } catch (IllegalAccessException e) {
      throw SheafException.user("BAD_RECORD", this + " cannot be read: " + e.getMessage());
    }
  }

  /** Numbers come without a box. */
  private Append append(MethodHandle accessor) {
    Class<?> result = component.getType();
    if (result == long.class) {
      MethodHandle get = accessor.asType(MethodType.methodType(long.class, Record.class));
      return (record, column) -> column.appendLong((long) get.invokeExact(record));
    }
    if (result == int.class || result == short.class || result == byte.class) {
      MethodHandle get = accessor.asType(MethodType.methodType(int.class, Record.class));
      return (record, column) -> column.appendInt((int) get.invokeExact(record));
    }
    if (result == double.class) {
      MethodHandle get = accessor.asType(MethodType.methodType(double.class, Record.class));
      return (record, column) -> column.appendDouble((double) get.invokeExact(record));
    }
    MethodHandle get = accessor.asType(MethodType.methodType(Object.class, Record.class));
    return (record, column) -> appendObject((Object) get.invokeExact(record), column);
  }

  private void appendObject(Object given, ColumnBuilder column) {
    Object value = given instanceof Optional<?> some ? some.orElse(null) : given;
    if (value == null) {
      column.appendNull();
    } else {
      kind.append(value, column);
    }
  }

  Class<?> type() {
    return component.getType();
  }

  Field field() {
    return new Field(component.getName(), kind.type(), !type().isPrimitive());
  }

  /** {@code (Column, int row)}: the value of a column, of the component's own class. */
  MethodHandle getter(ZoneId zone) {
    Class<?> own = type();
    Class<?> found =
        own == long.class || own == int.class || own == double.class ? own : Object.class;
    try {
      MethodHandle get =
          MethodHandles.lookup()
              .findVirtual(
                  Component.class,
                  found.getSimpleName().toLowerCase(Locale.ROOT) + "At",
                  MethodType.methodType(found, ZoneId.class, Column.class, int.class));
      return MethodHandles.insertArguments(get, 0, this, zone)
          .asType(MethodType.methodType(own, Column.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // they are below
    }
  }

  private long longAt(ZoneId zone, Column column, int row) {
    return column instanceof LongColumn longs && !longs.isNull(row)
        ? longs.values()[row]
        : (long) objectAt(zone, column, row);
  }

  private int intAt(ZoneId zone, Column column, int row) {
    return column instanceof IntColumn ints && !ints.isNull(row)
        ? ints.values()[row]
        : (int) objectAt(zone, column, row);
  }

  private double doubleAt(ZoneId zone, Column column, int row) {
    return column instanceof DoubleColumn doubles && !doubles.isNull(row)
        ? doubles.values()[row]
        : (double) objectAt(zone, column, row);
  }

  private Object objectAt(ZoneId zone, Column column, int row) {
    return value(JavaValues.get(column, row, zone));
  }

  /** What a column of another type lacks to be read; empty where it lacks nothing. */
  Optional<String> unreadable(DataType column) {
    return kind.reads(column)
        ? Optional.empty()
        : Optional.of("the column is " + column.sql() + ", and " + this + " is " + shortType());
  }

  private String shortType() {
    return component.getGenericType().getTypeName().replaceAll("[\\w.]+\\.(\\w+)", "$1");
  }

  void append(Record record, ColumnBuilder column) {
    try {
      append.append(record, column);
    } catch (ArithmeticException e) {
      throw SheafException.user("OUT_OF_RANGE", this + ": " + e.getMessage());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // an accessor of a record declares no other
    }
  }

  /** The component's value of one of a column. */
  private Object value(Object value) {
    if (value == null) {
      if (type().isPrimitive()) {
        throw SheafException.user("NULL_VALUE", "there is a NULL, and " + this + " cannot be null");
      }
      return optional ? Optional.empty() : null;
    }
    Object converted;
    try {
      converted = constants.isEmpty() ? kind.converted(value) : constant((String) value);
    } catch (ArithmeticException e) {
      throw SheafException.user("OUT_OF_RANGE", this + ": " + e.getMessage());
    }
    return optional ? Optional.of(converted) : converted;
  }

  private Object constant(String name) {
    Object constant = constants.get(name);
    if (constant == null) {
      throw SheafException.user(
          "BAD_VALUE",
          this + ": no constant is called '" + name + "'" + Nearest.hint(name, constants.keySet()));
    }
    return constant;
  }

  /** Its name, e.g. {@code Order.total}. */
  @Override
  public String toString() {
    return owner + "." + component.getName();
  }
}
