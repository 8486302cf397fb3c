package io.sheaf.objects;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** Takes records of a class apart and makes them again, by their constructor. Immutable. */
final class RecordShape {
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;

  private RecordShape(MethodHandle[] accessors, MethodHandle constructor) {
    this.accessors = accessors;
    this.constructor = constructor;
  }

  static RecordShape of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle[] accessors = new MethodHandle[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true); // records may be private to the program
        accessors[i] =
            lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Record.class));
      }
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      MethodHandle constructor =
          lookup
              .unreflectConstructor(canonical)
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordShape(accessors, constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // every record has them
    }
  }

  int size() {
    return accessors.length;
  }

  Object component(Record record, int index) {
    try {
      return (Object) accessors[index].invokeExact(record);
    } catch (Throwable t) {
      throw thrown(t);
    }
  }

  Object create(Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Throwable t) {
      throw thrown(t);
    }
  }

  private static RuntimeException thrown(Throwable t) {
    return switch (t) {
      case Error e -> throw e;
      case RuntimeException e -> e;
      case InvocationTargetException e -> thrown(e.getCause());
      case Throwable e -> new IllegalStateException(e);
    };
  }
}
