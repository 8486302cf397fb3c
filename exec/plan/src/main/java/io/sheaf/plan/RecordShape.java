package io.sheaf.plan;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** How a record is taken apart and put together; looked up once a class. Immutable. */
final class RecordShape {
  private final Class<?> type;
  private final Method[] accessors;
  private final Constructor<?> constructor;

  private RecordShape(Class<?> type, Method[] accessors, Constructor<?> constructor) {
    this.type = type;
    this.accessors = accessors;
    this.constructor = constructor;
  }

  static RecordShape of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Method[] accessors = new Method[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      accessors[i] = components[i].getAccessor();
      types[i] = components[i].getType();
    }
    try {
      return new RecordShape(type, accessors, type.getDeclaredConstructor(types));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  /** How many components there are. */
  int size() {
    return accessors.length;
  }

  Object component(Object record, int index) {
    try {
      return accessors[index].invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " cannot be read", e);
    }
  }

  /** A record of these components, if its constructor takes them. */
  Object make(Object[] components) throws IOException {
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw new IOException(type.getSimpleName() + " is not valid: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IOException(type.getSimpleName() + " cannot be made", e);
    }
  }
}
