package io.sheaf.objects;

import io.sheaf.columnar.SheafException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A hash that equal objects share in every JVM, which {@code hashCode} does not promise: that of an
 * enum's constant is another one each time, and so is that of whatever contains one. Records, enums
 * and collections are hashed by what they contain; the {@code hashCode} of other classes is taken
 * where it is made of nothing that differs. For one thread.
 */
public final class StableHash {
  private final Map<Class<?>, Kind> kinds = new HashMap<>();
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();
  private final Map<Class<?>, OwnHash> own = new HashMap<>();

  private enum Kind {
    /** A record whose equality is that of its components. */
    COMPONENTS,
    OWN_HASH
  }

  /**
   * @throws SheafException (USER, {@code BAD_KEY}) for an object whose class has no equality of its
   *     own, or a hash that differs between JVMs
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
      case Map.Entry<?, ?> v -> of(v.getKey()) ^ of(v.getValue());
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
    return switch (kind(key)) {
      case OWN_HASH -> {
        check(key);
        yield key.hashCode();
      }
      case COMPONENTS -> {
        RecordShape shape = shape(key);
        int hash = 0;
        for (int i = 0; i < shape.size(); i++) {
          hash = 31 * hash + of(shape.component((Record) key, i));
        }
        yield hash;
      }
    };
  }

  private Kind kind(Object key) {
    Kind known = kinds.get(key.getClass());
    if (known == null) {
      known = kind(key.getClass());
      kinds.put(key.getClass(), known);
    }
    return known;
  }

  private RecordShape shape(Object key) {
    return shapes.computeIfAbsent(key.getClass(), RecordShape::of);
  }

  /** Whether the object's own hash is that of every JVM. */
  private void check(Object key) {
    if (OwnHash.isOfJdk(key.getClass())) {
      return; // what contains others was looked into already
    }
    OwnHash hash = own.get(key.getClass());
    if (hash == null) {
      hash = OwnHash.of(key.getClass());
      own.put(key.getClass(), hash);
    }
    hash.values(key).forEach(value -> checkInside(key.getClass(), value));
  }

  private void checkInside(Class<?> owner, Object value) {
    switch (value) {
      case null -> {}
      case Enum<?> v -> throw unstable(owner, "its hashCode() is made of " + v);
      case Object[] v -> Arrays.asList(v).forEach(element -> checkInside(owner, element));
      case Iterable<?> v -> v.forEach(element -> checkInside(owner, element));
      case Map<?, ?> v -> v.entrySet().forEach(entry -> checkInside(owner, entry));
      case Map.Entry<?, ?> v -> {
        checkInside(owner, v.getKey());
        checkInside(owner, v.getValue());
      }
      case Optional<?> v -> checkInside(owner, v.orElse(null));
      default -> {
        if (value.getClass().isArray()) {
          return; // of numbers, whose hash is that of an object only where equals is, too
        }
        switch (kind(value)) {
          case OWN_HASH -> check(value);
          case COMPONENTS -> {
            RecordShape shape = shape(value);
            for (int i = 0; i < shape.size(); i++) {
              checkInside(owner, shape.component((Record) value, i));
            }
          }
        }
      }
    }
  }

  static SheafException unstable(Class<?> type, String why) {
    return SheafException.user(
        "BAD_KEY",
        "objects of "
            + type.getTypeName()
            + " cannot be keys, as their hash differs between JVMs: "
            + why
            + "; make it a record, or hash the name()");
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
