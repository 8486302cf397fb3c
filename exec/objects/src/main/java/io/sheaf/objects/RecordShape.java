package io.sheaf.objects;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Takes records of a class apart and makes them again, by their constructor. Its calls are lambdas
 * that the JVM compiles as if they were written out, where the class lets one make such. Immutable.
 */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final UnaryOperator<Object>[] accessors;
  private final MethodHandle constructor;

  /** Makes a record of two; null for others. */
  private final BinaryOperator<Object> ofTwo;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of what has type arguments
  private RecordShape(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    MethodHandles.Lookup lookup = lookup(type);
    Class<?>[] types = new Class<?>[components.length];
    accessors = new UnaryOperator[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true); // records may be private to the program
        accessors[i] = accessor(lookup, lookup.unreflect(accessor));
      }
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      MethodHandle direct = lookup.unreflectConstructor(canonical);
      constructor =
          direct
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      ofTwo = types.length == 2 ? ofTwo(lookup, direct) : null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // every record has them
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** That of the class itself, where its module allows for it. */
  private static MethodHandles.Lookup lookup(Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      return MethodHandles.lookup();
    }
  }

  private static UnaryOperator<Object> accessor(MethodHandles.Lookup lookup, MethodHandle direct) {
    MethodType called = MethodType.methodType(Object.class, Object.class);
    MethodHandle made = lambda(lookup, direct, UnaryOperator.class, called);
    if (made != null) {
      return made(made);
    }
    MethodHandle get = direct.asType(called);
    return object -> {
      try {
        return (Object) get.invokeExact(object);
      } catch (Throwable t) {
        throw thrown(t);
      }
    };
  }

  private static BinaryOperator<Object> ofTwo(MethodHandles.Lookup lookup, MethodHandle direct) {
    MethodType called = MethodType.methodType(Object.class, Object.class, Object.class);
    MethodHandle made = lambda(lookup, direct, BinaryOperator.class, called);
    return made == null ? null : made(made);
  }

  /** What makes such a lambda; null where the lookup may not. */
  private static MethodHandle lambda(
      MethodHandles.Lookup lookup, MethodHandle direct, Class<?> type, MethodType called) {
    try {
      return LambdaMetafactory.metafactory(
              lookup, "apply", MethodType.methodType(type), called, direct, direct.type().wrap())
          .getTarget();
    } catch (LambdaConversionException | IllegalArgumentException e) {
      return null;
    }
  }

  @SuppressWarnings("unchecked") // it gives and takes any object
  private static <F> F made(MethodHandle maker) {
    try {
      return (F) maker.asType(MethodType.methodType(Object.class)).invokeExact();
    } catch (Throwable t) {
      throw thrown(t);
    }
  }

  int size() {
    return accessors.length;
  }

  Object component(Record record, int index) {
    return accessors[index].apply(record);
  }

  /** Whether {@link #create(Object, Object)} makes such records. */
  boolean isPair() {
    return ofTwo != null;
  }

  Object create(Object first, Object second) {
    return ofTwo.apply(first, second);
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
