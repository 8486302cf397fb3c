package io.sheaf.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All records and enums that can be part of a record, such as a plan, numbered in the order of
 * their names. Immutable once made.
 */
final class CodecWorld {
  static final CodecWorld PLANS = new CodecWorld(PhysicalPlan.class);

  private final List<Class<?>> classes;
  private final Map<Class<?>, Integer> numbers = new HashMap<>();
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();
  private final long fingerprint;

  CodecWorld(Class<?> root) {
    SortedMap<String, Class<?>> found = new TreeMap<>();
    collect(root, found);
    this.classes = List.copyOf(found.values());
    long hash = 17;
    for (Class<?> type : classes) {
      numbers.put(type, numbers.size());
      if (type.isRecord()) {
        shapes.put(type, RecordShape.of(type));
      }
      hash = hash * 31 + signature(type).hashCode();
      hash ^= hash >>> 29;
    }
    this.fingerprint = hash;
  }

  private static void collect(Type type, SortedMap<String, Class<?>> found) {
    switch (type) {
      case ParameterizedType p -> {
        for (Type argument : p.getActualTypeArguments()) {
          collect(argument, found);
        }
      }
      case Class<?> c when c.isSealed() -> {
        for (Class<?> permitted : c.getPermittedSubclasses()) {
          collect(permitted, found);
        }
      }
      case Class<?> c when c.isEnum() -> found.put(c.getName(), c);
      case Class<?> c when c.isRecord() -> {
        if (found.put(c.getName(), c) == null) {
          for (RecordComponent component : c.getRecordComponents()) {
            collect(component.getGenericType(), found);
          }
        }
      }
      case Class<?> c -> {
        // Values of the JDK: see CodecTag. Anything else cannot be part of a plan.
        if (!c.isPrimitive() && !c.isArray() && !c.getName().startsWith("java.")) {
          throw new IllegalStateException(c + " cannot be sent");
        }
      }
      default -> {}
    }
  }

  private static String signature(Class<?> type) {
    StringBuilder text = new StringBuilder(type.getName());
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        text.append(' ').append(((Enum<?>) constant).name());
      }
    } else {
      for (RecordComponent component : type.getRecordComponents()) {
        text.append(' ').append(component.getName()).append(' ').append(component.getGenericType());
      }
    }
    return text.toString();
  }

  /** Changes with every change of a record or enum of this world. */
  long fingerprint() {
    return fingerprint;
  }

  /** All records and enums. */
  List<Class<?>> classes() {
    return classes;
  }

  /** The number of an object's class, which must be of this world. */
  int number(Class<?> type) {
    Integer number = numbers.get(type);
    if (number == null) {
      throw new IllegalArgumentException(type + " cannot be sent");
    }
    return number;
  }

  /** How records of a class are written and read; null for an enum. */
  RecordShape shape(Class<?> type) {
    return shapes.get(type);
  }

  Class<?> type(int number) {
    return classes.get(number);
  }
}
