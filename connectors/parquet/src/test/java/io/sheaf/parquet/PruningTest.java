package io.sheaf.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.Bytes;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanPredicate.Condition;
import io.sheaf.connector.ScanPredicate.InSet;
import io.sheaf.connector.ScanPredicate.IsNotNull;
import io.sheaf.connector.ScanPredicate.IsNull;
import io.sheaf.connector.ScanPredicate.Prefix;
import io.sheaf.connector.ScanPredicate.Range;
import io.sheaf.connector.ScanRequest;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What predicates and filters exclude is not read, and nothing else is left out. */
class PruningTest {
  @TempDir Path folder;
  private final Scans scans = new Scans();

  /** Ascending keys, a constant text per thousand rows, and noise. */
  private Path sorted(int rows, int groupRows) {
    Schema schema = TestData.schema(List.of(Simple.BIGINT, DataType.VARCHAR, Simple.DOUBLE));
    Object[] keys = new Object[rows];
    Object[] texts = new Object[rows];
    Object[] noise = new Object[rows];
    Random random = new Random(5);
    for (int i = 0; i < rows; i++) {
      keys[i] = (long) i * 10;
      texts[i] = Bytes.of("group " + i / 1000);
      noise[i] = random.nextDouble();
    }
    Path path = folder.resolve("sorted" + rows + ".parquet");
    scans.write(
        new Random(1),
        path,
        schema,
        List.of(keys, texts, noise),
        Map.of("row_group_rows", String.valueOf(groupRows), "compression", "uncompressed"));
    return path;
  }

  private static ScanRequest request(Condition... conditions) {
    return new ScanRequest(
        List.of(0, 1, 2), new ScanPredicate(List.of(conditions)), null, Long.MAX_VALUE, 4096);
  }

  private int splits(Path path, Condition condition) {
    return scans.splits(path, request(condition), 0).size();
  }

  @Test
  void rowGroupsByStatistics() {
    Path path = sorted(10_000, 1000);
    assertEquals(10, splits(path, new IsNotNull(0)));
    assertEquals(0, splits(path, new IsNull(0)));
    assertEquals(1, splits(path, new Range(0, 20_000L, true, 20_000L, true)));
    assertEquals(2, splits(path, new Range(0, 19_990L, true, 20_000L, true)));
    assertEquals(1, splits(path, new Range(0, 19_990L, false, 20_000L, true)));
    assertEquals(1, splits(path, new Range(0, 19_990L, true, 20_000L, false)));
    assertEquals(1, splits(path, new Range(0, null, false, 10_000L, false)));
    assertEquals(0, splits(path, new Range(0, 100_000L, true, null, false)));
    assertEquals(2, splits(path, new InSet(0, List.of(5L, 99_990L))));
    assertEquals(0, splits(path, new InSet(0, List.of())));
    assertEquals(1, splits(path, new Prefix(1, Bytes.of("group 7"))));
    assertEquals(0, splits(path, new Prefix(1, Bytes.of("h"))));
    assertEquals(0, splits(path, new Range(2, 2.0, true, 3.0, true)));
    // NaN, which statistics leave out, is greater than any number.
    assertEquals(10, splits(path, new Range(2, 2.0, true, null, true)));
    assertEquals(0, splits(path, new Range(0, BigInteger.TWO.pow(70), true, null, true)));
  }

  @Test
  void pagesByIndex() {
    Path path = sorted(200_000, 200_000);
    Schema schema = scans.schema(path);
    scans.store.bytesRead.set(0);
    int all = scans.read(path, schema, request(), 0).size();
    long allBytes = scans.store.bytesRead.getAndSet(0);
    assertEquals(200_000, all);
    List<List<Object>> some =
        scans.read(path, schema, request(new Range(0, 1_000_000L, true, 1_000_100L, true)), 0);
    assertEquals(20_000, some.size());
    assertEquals(1_000_000L, some.getFirst().getFirst());
    assertEquals(Bytes.of("group 100"), some.getFirst().get(1));
    List<List<Object>> none =
        scans.read(path, schema, request(new Range(0, 999_991L, true, 999_999L, true)), 0);
    assertEquals(0, none.size());
    assertTrue(scans.store.bytesRead.get() < allBytes, scans.store.bytesRead + " of " + allBytes);
  }

  @Test
  void rowGroupsByDictionary() {
    Schema schema = TestData.schema(List.of(DataType.VARCHAR, Simple.INTEGER));
    Object[] texts = new Object[10_000];
    Object[] numbers = new Object[10_000];
    for (int i = 0; i < texts.length; i++) {
      texts[i] =
          Bytes.of(i < 5000 ? List.of("a", "c", "e").get(i % 3) : List.of("a", "d").get(i % 2));
      numbers[i] = i % 10 * 2L;
    }
    Path path = folder.resolve("dictionary.parquet");
    scans.write(
        new Random(1), path, schema, List.of(texts, numbers), Map.of("row_group_rows", "5000"));
    ScanRequest request = ScanRequest.of(List.of(0, 1), 8192);
    for (var expected :
        Map.<Condition, Integer>of(
                new InSet(0, List.of(Bytes.of("c"))), 5000,
                new InSet(0, List.of(Bytes.of("d"))), 5000,
                new InSet(0, List.of(Bytes.of("b"))), 0,
                new Range(0, Bytes.of("aa"), true, Bytes.of("b"), true), 0,
                new InSet(1, List.of(3L, 5L)), 0,
                new InSet(1, List.of(4L)), 10_000)
            .entrySet()) {
      ScanRequest some =
          new ScanRequest(
              request.columns(),
              new ScanPredicate(List.of(expected.getKey())),
              null,
              Long.MAX_VALUE,
              8192);
      assertEquals(expected.getValue(), scans.read(path, schema, some, 0).size());
    }
  }

  /** Whatever is pruned, every row that matches is still there. */
  @Test
  void neverTooMuch() {
    long seed = Scans.seed();
    Random random = new Random(seed);
    List<DataType> types =
        new ArrayList<>(TestData.TYPES.stream().filter(t -> t != Simple.NULL).toList());
    Schema schema = TestData.schema(types);
    for (int file = 0; file < 4; file++) {
      List<Object[]> values = TestData.random(random, schema, 45_000);
      for (Object[] column : values) {
        if (random.nextBoolean()) {
          sort(column);
        }
      }
      Path path = folder.resolve("random" + file + ".parquet");
      scans.write(
          random, path, schema, values, Map.of("row_group_rows", file % 2 == 0 ? "45000" : "9000"));
      for (int i = 0; i < 30; i++) {
        int column = random.nextInt(types.size());
        Condition condition = condition(random, column, values.get(column));
        ScanRequest request =
            new ScanRequest(
                List.of(column),
                new ScanPredicate(List.of(condition)),
                null,
                Long.MAX_VALUE,
                random.nextBoolean() ? 8192 : 500);
        List<Object> found = new ArrayList<>();
        for (List<Object> row : scans.read(path, schema, request, random.nextInt(4))) {
          if (matches(condition, row.getFirst())) {
            found.add(row.getFirst());
          }
        }
        List<Object> expected = new ArrayList<>();
        for (Object value : values.get(column)) {
          if (matches(condition, value)) {
            expected.add(value);
          }
        }
        assertEquals(expected, found, condition + " of " + types.get(column) + ", seed " + seed);
      }
    }
  }

  private static void sort(Object[] column) {
    java.util.Arrays.sort(
        column,
        (a, b) ->
            a == null || b == null
                ? Boolean.compare(b == null, a == null)
                : compare(plain(a), plain(b)));
  }

  private static Comparable<?> plain(Object value) {
    return switch (value) {
      case Float f -> (Double) (double) f;
      case BigInteger b -> b.bitLength() < 64 ? (Comparable<?>) b.longValue() : b;
      case Object other -> (Comparable<?>) other;
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Comparable a, Comparable b) {
    if (a instanceof BigInteger || b instanceof BigInteger) {
      return new BigInteger(a.toString()).compareTo(new BigInteger(b.toString()));
    }
    return a instanceof Double x && b instanceof Double y
        ? Double.compare(x + 0.0, y + 0.0)
        : a.compareTo(b);
  }

  private static Condition condition(Random random, int column, Object[] values) {
    Comparable<?> a = pick(random, values);
    Comparable<?> b = pick(random, values);
    if (a == null || b == null) {
      return random.nextBoolean() ? new IsNull(column) : new IsNotNull(column);
    }
    if (compare(a, b) > 0) {
      Comparable<?> c = a;
      a = b;
      b = c;
    }
    return switch (random.nextInt(5)) {
      case 0 -> new InSet(column, List.of(a, b));
      case 1 -> new Range(column, a, random.nextBoolean(), null, false);
      case 2 -> new Range(column, null, false, b, random.nextBoolean());
      case 3 ->
          a instanceof Bytes bytes
              ? new Prefix(
                  column,
                  new Bytes(
                      java.util.Arrays.copyOf(bytes.value(), Math.min(2, bytes.value().length))))
              : new InSet(column, List.of(a));
      default -> new Range(column, a, random.nextBoolean(), b, random.nextBoolean());
    };
  }

  private static Comparable<?> pick(Random random, Object[] values) {
    Object value = values[random.nextInt(values.length)];
    return value == null ? null : plain(value);
  }

  private static boolean matches(Condition condition, Object value) {
    if (value == null) {
      return condition instanceof IsNull;
    }
    Comparable<?> v = plain(value);
    return switch (condition) {
      case IsNull c -> false;
      case IsNotNull c -> true;
      case InSet c -> c.values().stream().anyMatch(x -> compare(x, v) == 0);
      case Prefix c ->
          java.util.Arrays.equals(
              java.util.Arrays.copyOf(((Bytes) v).value(), c.prefix().value().length),
              c.prefix().value());
      case Range c ->
          (c.low() == null || compare(c.low(), v) < (c.lowInclusive() ? 1 : 0))
              && (c.high() == null || compare(v, c.high()) < (c.highInclusive() ? 1 : 0));
    };
  }

  @Test
  void filtersSelectBeforeTheRestIsDecoded() {
    Path path = sorted(200_000, 100_000);
    Schema schema = scans.schema(path);
    for (int batchRows : new int[] {3, 1000, 8192}) {
      for (int modulo : new int[] {1, 7, 50_000, 1_000_000}) {
        ColumnFilter filter = filter(key -> key / 10 % modulo == modulo / 2);
        ScanRequest request =
            new ScanRequest(List.of(1, 0), ScanPredicate.ALL, filter, Long.MAX_VALUE, batchRows);
        List<List<Object>> rows = scans.read(path, schema, request, batchRows == 3 ? 0 : 3);
        List<List<Object>> expected = new ArrayList<>();
        for (long i = 0; i < 200_000; i++) {
          if (i % modulo == modulo / 2) {
            expected.add(List.of(Bytes.of("group " + i / 1000), i * 10));
          }
        }
        assertEquals(expected, rows);
        assertEquals(
            expected.subList(0, Math.min(5, expected.size())),
            scans
                .read(
                    path,
                    schema,
                    new ScanRequest(List.of(1, 0), ScanPredicate.ALL, filter, 5, batchRows),
                    0)
                .subList(0, Math.min(5, expected.size())));
      }
    }
  }

  /** A filter on column 1 of the request, the key. */
  private static ColumnFilter filter(Predicate<Long> condition) {
    ColumnFilter.Part part =
        new ColumnFilter.Part() {
          @Override
          public List<Integer> columns() {
            return List.of(1);
          }

          @Override
          public boolean canFail() {
            return false;
          }

          @Override
          public ColumnFilter.Evaluation open() {
            return (Batch batch, int[] selected) -> {
              int count = 0;
              for (int i = 0; i < batch.rows(); i++) {
                if (condition.test((Long) TestData.value(batch.column(0), i))) {
                  selected[count++] = i;
                }
              }
              return count;
            };
          }
        };
    return new ColumnFilter(List.of(part));
  }
}
