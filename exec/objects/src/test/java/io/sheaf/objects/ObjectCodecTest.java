package io.sheaf.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Objects come back as they were, and equal ones have one hash. */
class ObjectCodecTest {
  private final ObjectCodec codec =
      new ObjectCodec(
          getClass().getClassLoader(), allowed("java.lang.Thread"), List.of(Point.class));

  private static AllowedClasses allowed(String refused) {
    return new AllowedClasses() {
      @Override
      public boolean mayRead(String name) {
        return !name.equals(refused);
      }

      @Override
      public boolean mayWrite(Class<?> type) {
        return !type.getName().equals(refused);
      }
    };
  }

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "green";
      }
    }
  }

  record Point(int x, double y) {}

  record Shape(String name, List<Point> points, Colour colour, Optional<Shape> inner) {}

  /** A class of the old kind, without a constructor for nobody. */
  static final class Account {
    private final long number;
    private Account parent;

    Account(long number) {
      this.number = number;
    }
  }

  private Object copy(Object value) {
    byte[] bytes = codec.toBytes(value);
    return codec.read(bytes, 0, bytes.length);
  }

  @Test
  void valuesComeBackEqual() {
    Shape inner = new Shape("inner", List.of(), Colour.GREEN, Optional.empty());
    List<Object> values = new ArrayList<>();
    values.addAll(List.of(1, -1, Integer.MIN_VALUE, 1L, Long.MIN_VALUE, 0.5, Double.NaN, true));
    values.addAll(List.of("", "ünïcödé \uD83D\uDE00", 'c', (short) 2, (byte) 3, 1.5f));
    values.addAll(List.of(new BigDecimal("1.50"), Instant.EPOCH, LocalDate.MAX, Duration.ZERO));
    values.addAll(List.of(Colour.RED, Colour.GREEN, Optional.of(3), new Point(1, 2)));
    values.add(new Shape("outer", List.of(new Point(1, 2)), Colour.RED, Optional.of(inner)));
    values.addAll(List.of(List.of(), List.of(1), List.of(1, 2, 3), Set.of(1, 2), Map.of(1, 2)));
    values.add(Arrays.asList(1, null, "x"));
    values.add(Collections.unmodifiableList(new ArrayList<>(List.of(1))));
    values.add(new ArrayList<>(List.of(1, 2, 3)).subList(1, 2));
    values.add(new TreeMap<>(Map.of("a", 1)));
    values.add(new EnumMap<>(Map.of(Colour.RED, 1)));
    values.add(List.of(1, 2).stream().map(i -> i + 1).toList());
    for (Object value : values) {
      assertEquals(value, copy(value), () -> value.getClass().toString());
    }
    assertEquals(values, copy(values));
    assertNull(copy(null));
    assertArrayEquals(new int[] {1, 2}, (int[]) copy(new int[] {1, 2}));
  }

  @Test
  void objectsOfAnyClassKeepTheirFieldsAndCycles() {
    Account account = new Account(7);
    account.parent = account;
    Account back = (Account) copy(account);
    assertEquals(7, back.number);
    assertEquals(back, back.parent);
  }

  @Test
  void refusedClassesAreNotWritten() {
    SheafException e =
        assertThrows(SheafException.class, () -> codec.toBytes(Thread.currentThread()));
    assertEquals("NOT_SERIALIZABLE", e.code());
  }

  /** A record whose name is not ASCII. */
  record Größe(int x) {}

  @Test
  void namesMayHaveAnyLetters() {
    assertEquals(new Größe(1), copy(new Größe(1)));
  }

  /** Tells which classes are asked for. */
  private static final class Asked extends ClassLoader {
    private final List<String> names = new ArrayList<>();

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      names.add(name);
      return super.loadClass(name);
    }
  }

  @Test
  void refusedClassesAreNotLoaded() {
    for (Object value : List.of(new Account(1), new Shape("", List.of(), null, null))) {
      byte[] bytes = codec.toBytes(value);
      Asked loader = new Asked();
      String name = value.getClass().getName();
      ObjectCodec strict = new ObjectCodec(loader, allowed(name), List.of());
      SheafException e =
          assertThrows(SheafException.class, () -> strict.read(bytes, 0, bytes.length));
      assertEquals("what was sent cannot be read", e.getMessage().split(":")[0]);
      assertEquals(List.of(), loader.names.stream().filter(name::equals).toList());
    }
  }

  /** Bytes of which any may be wrong make an object or an error of their own. */
  @Test
  void damagedBytesAreRefused() {
    Random random = new Random(7);
    List<Object> values =
        List.of(
            new int[] {1, 2, 3},
            new String[] {"a", "b"},
            new Account(1),
            new LinkedList<>(List.of(1, 2)),
            new java.util.HashMap<>(Map.of("a", 1)),
            new Shape("x", List.of(new Point(1, 2)), Colour.RED, Optional.empty()));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = codec.toBytes(values.get(i % values.size()));
      for (int change = 0; change <= i % 3; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        codec.read(bytes, 0, bytes.length);
      } catch (SheafException e) {
        assertEquals("NOT_SERIALIZABLE", e.code());
      }
    }
  }

  /** Equality of its own, which is not that of the component. */
  record Caseless(String text) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Caseless that && text.equalsIgnoreCase(that.text);
    }

    @Override
    public int hashCode() {
      return text.toLowerCase(java.util.Locale.ROOT).hashCode();
    }
  }

  /** Its hash is made of an enum's, which is another one in each JVM. */
  static class Painted {
    private final int number;
    private final Colour colour;

    Painted(int number, Colour colour) {
      this.number = number;
      this.colour = colour;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Painted that && number == that.number && colour == that.colour;
    }

    @Override
    public int hashCode() {
      return Objects.hash(number, colour);
    }
  }

  /** It has the field, and another hash. */
  static final class Numbered extends Painted {
    private final int other = 7;

    Numbered(int number) {
      super(number, Colour.RED);
    }

    @Override
    public boolean equals(Object that) {
      return that instanceof Numbered numbered && other == numbered.other;
    }

    @Override
    public int hashCode() {
      return other;
    }
  }

  /** It takes of an enum what is the same everywhere. */
  static final class Named extends Painted {
    private final Colour name;

    Named(Colour name) {
      super(1, name);
      this.name = name;
    }

    @Override
    public boolean equals(Object that) {
      return that instanceof Named named && name == named.name;
    }

    @Override
    public int hashCode() {
      return name.name().hashCode();
    }
  }

  static final class Inherited extends Painted {
    Inherited() {
      super(1, Colour.RED);
    }
  }

  /** Nobody knows what is in there. */
  static final class Any {
    private final Object value;

    Any(Object value) {
      this.value = value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Any any && value.equals(any.value);
    }

    @Override
    public int hashCode() {
      return 31 * value.hashCode();
    }
  }

  private static void isNoKey(Object key, Class<?> named) {
    SheafException e = assertThrows(SheafException.class, () -> new StableHash().of(key));
    assertEquals("BAD_KEY", e.code());
    assertTrue(e.getMessage().contains(named.getTypeName()), e.getMessage());
  }

  @Test
  void hashesThatDifferBetweenJvmsAreRefused() {
    isNoKey(new Painted(1, Colour.RED), Painted.class);
    isNoKey(new Inherited(), Inherited.class);
    isNoKey(List.of(new Painted(1, Colour.RED)), Painted.class);
    isNoKey(new Any(Colour.RED), Any.class);
    isNoKey(new Any(new Object[] {null, Colour.RED}), Any.class);
    isNoKey(new Any(List.of(Map.of("a", Colour.RED))), Any.class);
    isNoKey(new Any(new Shape("", List.of(), Colour.RED, Optional.empty())), Any.class);
    isNoKey(new Any(new Any(new Painted(1, null))), Painted.class);
    isNoKey(new Any(new Account(1)), Account.class);
    isNoKey(new Point[0], Point[].class);
    StableHash hash = new StableHash();
    assertEquals(7, hash.of(new Numbered(1)));
    assertEquals("RED".hashCode(), hash.of(new Named(Colour.RED)));
    assertEquals(31 * List.of(1).hashCode(), hash.of(new Any(List.of(1))));
    assertEquals(LocalDate.EPOCH.hashCode(), hash.of(LocalDate.EPOCH));
    assertEquals(hash.of(Colour.RED) ^ 1, hash.of(Map.entry(Colour.RED, 1)));
  }

  @Test
  void equalObjectsHaveOneHash() {
    StableHash hash = new StableHash();
    assertEquals(hash.of(List.of(1, "a")), hash.of(new ArrayList<>(Arrays.asList(1, "a"))));
    assertEquals(hash.of(Set.of(1, 2, 3)), hash.of(new java.util.TreeSet<>(Set.of(3, 2, 1))));
    assertEquals(hash.of(new Caseless("A")), hash.of(new Caseless("a")));
    assertEquals("RED".hashCode(), hash.of(Colour.RED));
    assertEquals(31 + hash.of(2.0), hash.of(new Point(1, 2)));
    assertNotEquals(hash.of(new Point(1, 2)), hash.of(new Point(2, 1)));
    assertThrows(SheafException.class, () -> hash.of(new int[] {1}));
    assertThrows(SheafException.class, () -> hash.of(new Account(1)));
  }

  @Test
  void sizesThatTheBytesCannotHaveAreRefusedBeforeAnythingIsMade() {
    for (Object value : List.of("größe", BigInteger.TEN, new BigDecimal("1.5"), bits())) {
      byte[] bytes = codec.toBytes(value);
      for (int at = 0; at < bytes.length; at++) {
        byte[] damaged = Arrays.copyOf(bytes, at + 6);
        damaged[at] = (byte) (bytes[at] | 0xC0);
        Arrays.fill(damaged, at + 1, at + 5, (byte) 0xFF);
        damaged[at + 5] = 0x0F;
        try {
          codec.read(damaged, 0, damaged.length); // an OutOfMemoryError would come out
        } catch (SheafException e) {
          assertEquals("NOT_SERIALIZABLE", e.code());
        }
      }
    }
  }

  private static BitSet bits() {
    BitSet bits = new BitSet();
    bits.set(70);
    return bits;
  }
}
