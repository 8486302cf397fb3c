package io.sheaf.engine.usercode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Code comes back, and nothing else does. */
class CodeBytesTest {
  private record Own(int value, Own next) implements Serializable {}

  private interface Adding extends IntUnaryOperator, Serializable {}

  private interface Key extends Function<String, Integer>, Serializable {}

  /** As anybody may write it. */
  private static byte[] written(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  private static void refused(byte[] bytes) {
    SheafException e =
        assertThrows(SheafException.class, () -> CodeBytes.read(bytes, Object.class));
    assertEquals("CODE_REFUSED", e.code(), e::getMessage);
  }

  @Test
  void lambdasComeBackWithWhatTheyCapture() throws IOException {
    int more = 3;
    Adding adding = i -> i + more;
    assertEquals(7, CodeBytes.read(CodeBytes.write(adding), Adding.class).applyAsInt(4));
  }

  @Test
  void valuesAndCollectionsComeBack() throws IOException {
    List<Object> values =
        List.of(
            "text",
            1L,
            new BigDecimal("1.5"),
            LocalDate.EPOCH,
            ZonedDateTime.of(2024, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Vienna")),
            new int[0].length,
            List.of(1, 2, 3),
            Set.of(1),
            Map.of(1, 2),
            Arrays.asList(1, null),
            new LinkedList<>(List.of(1)),
            new TreeMap<>(Map.of("a", 1)),
            new ConcurrentHashMap<>(Map.of("a", 1)),
            Collections.unmodifiableList(new ArrayList<>(List.of(1))),
            Collections.emptyMap(),
            EnumSet.of(TimeUnit.DAYS),
            new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
            UUID.randomUUID(),
            BitSet.valueOf(new long[] {5}),
            new AbstractMap.SimpleEntry<>(1, 2),
            new Own(1, new Own(2, null)));
    for (Object value : values) {
      assertEquals(value, CodeBytes.read(CodeBytes.write(value), Object.class));
    }
    Object[] others = {
      Pattern.compile("a+"),
      new AtomicLong(3),
      Comparator.<Integer>naturalOrder().reversed(),
      Map.Entry.comparingByKey(),
      Comparator.comparing((Key) String::length).thenComparing(Comparator.naturalOrder()),
      new int[] {1},
      new String[][] {{"a"}},
      new Own[] {new Own(1, null)},
      String.CASE_INSENSITIVE_ORDER
    };
    assertEquals(others.length, CodeBytes.read(CodeBytes.write(others), Object[].class).length);
  }

  @Test
  void classesThatNobodyAllowsAreRefused() throws IOException {
    for (Object value :
        List.of(
            new File("x"),
            Level.INFO,
            new Throwable(),
            new AssertionFailedError(),
            new AssertionFailedError[0],
            new ArrayList<>(List.of(new File("x"))))) {
      refused(written(value));
    }
  }

  @Test
  void whatTheProgramGivesIsAllowedAndWhatLiesElsewhereIsNot() {
    assertFalse(CodeFilter.allows("org.opentest4j.IncompleteExecutionException"));
    assertFalse(CodeFilter.allows("io.sheaf.engine.QueryContext"));
    assertFalse(CodeFilter.allows("java.util.logging.Level"));
    assertFalse(CodeFilter.allows("[[Ljava.io.File;"));
    assertTrue(CodeFilter.gives(Own.class));
    assertTrue(CodeFilter.allows("io.sheaf.engine.usercode.CodeBytesTest$Adding"));
    assertTrue(CodeFilter.allows("[[J"));
    assertFalse(CodeFilter.gives(Thread.class));
  }

  @Test
  void proxiesAreRefused() throws IOException {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Comparator.class},
            (java.lang.reflect.InvocationHandler & Serializable) (p, method, values) -> null);
    refused(written(proxy));
  }

  @Test
  void depthIsBounded() throws IOException {
    Own own = null;
    for (int i = 0; i < 1000; i++) {
      own = new Own(i, own);
    }
    refused(CodeBytes.write(own));
  }

  @Test
  void arraysAreNoLongerThanWhatIsSent() throws IOException {
    byte[] bytes = CodeBytes.write(new long[] {1, 2});
    ByteBuffer.wrap(bytes).putInt(bytes.length - 20, 100_000_000);
    refused(bytes);
    byte[] map = CodeBytes.write(new HashMap<>(Map.of(1, 1)));
    int count = map.length;
    do {
      count--;
    } while (ByteBuffer.wrap(map).getInt(count - 3) != 1 || map[count - 4] != 2);
    ByteBuffer.wrap(map).putInt(count - 3, 100_000_000);
    assertThrows(SheafException.class, () -> CodeBytes.read(map, Object.class));
  }
}
