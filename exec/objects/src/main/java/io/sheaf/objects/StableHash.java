package io.sheaf.objects;

import io.sheaf.columnar.SheafException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A hash that equal objects share in every JVM, which {@code hashCode} does not promise: that of an
 * enum's constant is another one each time, and so is that of whatever contains one. For one
 * thread.
 */
public final class StableHash {
  private final Map<Class<?>, Kind> kinds = new HashMap<>();
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();

  private enum Kind {
    /** A record whose equality is that of its components. */
    COMPONENTS,
    OWN_HASH
  }

  /**
   * @throws SheafException (USER) for an object whose class has no equality of its own
   */
  public int of(Object key) {
    return switch (key) {
      case null -> 0;
      case String v -> v.hashCode();
      case Long v -> v.hashCode();
      case Integer v -> v.hashCode();
      case Enum<?> v -> v.name().hashCode();
      case List<?> v -> ofList(v);
      case Set<?> v -> v.stream().mapToInt(this::of).sum();
      case Map<?, ?> v ->
          v.entrySet().stream().mapToInt(e -> of(e.getKey()) ^ of(e.getValue())).sum();
      case Optional<?> v -> of(v.orElse(null));
      default -> ofAny(key);
    };
  }

  private int ofList(List<?> list) {
    int hash = 1;
    for (Object element : list) {
      hash = 31 * hash + of(element);
    }
    return hash;
  }

  private int ofAny(Object key) {
    return switch (kinds.computeIfAbsent(key.getClass(), StableHash::kind)) {
      case OWN_HASH -> key.hashCode();
      case COMPONENTS -> {
        RecordShape shape = shapes.computeIfAbsent(key.getClass(), RecordShape::of);
        int hash = 0;
        for (int i = 0; i < shape.size(); i++) {
          hash = 31 * hash + of(shape.component((Record) key, i));
        }
        yield hash;
      }
    };
  }

  private static Kind kind(Class<?> type) {
    try {
      Method method = type.getMethod("hashCode");
      if (type.isArray() || method.getDeclaringClass() == Object.class) {
        throw SheafException.user(
            "BAD_KEY",
            "objects of "
                + type.getTypeName()
                + " are equal to none but themselves, so they cannot be keys");
      }
      // The method that the compiler makes is final, one that is written in the record is not.
      return type.isRecord() && Modifier.isFinal(method.getModifiers())
          ? Kind.COMPONENTS
          : Kind.OWN_HASH;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // every class has it
    }
  }
}
