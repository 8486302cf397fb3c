package io.sheaf.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Bytes;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random plans by reflection: any record that its constructor accepts. They make no sense, and need
 * none to be written and read.
 */
final class RandomPlans {
  private static final int TRIES = 200;

  private final Random random;

  RandomPlans(Random random) {
    this.random = random;
  }

  /**
   * @param seen receives the classes of all records and enums inside
   */
  PhysicalPlan plan(int depth, Set<Class<?>> seen) {
    PhysicalPlan plan = (PhysicalPlan) make(PhysicalPlan.class, depth);
    collect(plan, seen);
    return plan;
  }

  private static void collect(Object value, Set<Class<?>> seen) {
    switch (value) {
      case null -> {}
      case Enum<?> e -> seen.add(e.getDeclaringClass());
      case List<?> list -> list.forEach(v -> collect(v, seen));
      case Record record -> {
        seen.add(record.getClass());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          try {
            collect(component.getAccessor().invoke(record), seen);
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        }
      }
      default -> {}
    }
  }

  /** A value of a type, tried until constructors accept it. */
  private Object make(Type type, int depth) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return attempt(type, Math.max(0, depth - i / 20));
      } catch (Refused e) {
        // Another try: most constructors check something.
      }
    }
    throw new Refused();
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super(null, null, false, false);
    }
  }

  private Object attempt(Type type, int depth) {
    return switch (type) {
      case ParameterizedType p when p.getRawType() == List.class -> {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
          list.add(make(p.getActualTypeArguments()[0], depth));
        }
        yield list;
      }
      case ParameterizedType p when p.getRawType() == Map.class ->
          new TreeMap<>(Map.of("a" + random.nextInt(9), "b", "c", "d"));
      case ParameterizedType p -> constant();
      case Class<?> c when c == DataType.class && random.nextInt(3) == 0 -> Simple.BOOLEAN;
      case Class<?> c when c.isSealed() -> permitted(c, depth);
      case Class<?> c when c.isEnum() -> {
        Object[] constants = c.getEnumConstants();
        yield constants[random.nextInt(constants.length)];
      }
      case Class<?> c when c == byte[].class -> ("array" + random.nextInt(100)).getBytes(UTF_8);
      case Class<?> c when c == Bytes.class -> Bytes.of("bytes" + random.nextInt(100));
      case Class<?> c when c.isRecord() -> record(c, depth);
      case Class<?> c when c == boolean.class || c == Boolean.class -> random.nextBoolean();
      case Class<?> c when c == int.class || c == Integer.class -> random.nextInt(4);
      case Class<?> c when c == long.class || c == Long.class ->
          random.nextBoolean() ? (long) random.nextInt(1000) : random.nextLong();
      case Class<?> c when c == double.class -> random.nextDouble();
      case Class<?> c when c == String.class -> "text" + random.nextInt(100);
      case Class<?> c when c == Object.class -> constant();
      default -> throw new AssertionError("no values of " + type);
    };
  }

  private Object permitted(Class<?> sealed, int depth) {
    Class<?>[] all = sealed.getPermittedSubclasses();
    if (sealed == PhysicalPlan.class && depth == 0) {
      return random.nextBoolean()
          ? record(PhysicalPlan.Values.class, 0)
          : record(PhysicalPlan.Scan.class, 0);
    }
    if (sealed == Expr.class && depth == 0) {
      return random.nextBoolean() ? record(Expr.InputRef.class, 0) : record(Expr.Literal.class, 0);
    }
    boolean deeper = sealed == PhysicalPlan.class || sealed == Expr.class;
    return attempt(all[random.nextInt(all.length)], deeper ? depth - 1 : depth);
  }

  private Object record(Class<?> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
      values[i] = make(components[i].getGenericType(), depth);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      Object made = constructor.newInstance(values);
      // The printer reads what constructors do not check.
      if (made instanceof PhysicalPlan plan) {
        plan.schema();
      }
      return made;
    } catch (ReflectiveOperationException | SheafException | IndexOutOfBoundsException e) {
      throw new Refused();
    }
  }

  private Object constant() {
    return switch (random.nextInt(7)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> random.nextFloat();
      case 4 -> new BigInteger(100, random);
      case 5 -> Bytes.of("b" + random.nextInt(10));
      default -> "s" + random.nextInt(10);
    };
  }
}
