package io.sheaf.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A condition on some columns of which it is only known that it is the same for the same values.
 *
 * @param columns positions in the request
 * @param keep of 100 combinations of values, about
 */
record RandomFilter(List<Integer> columns, boolean canFail, int salt, int keep)
    implements ColumnFilter.Part {

  /** Reads a file with several filters and compares with what they leave of its rows. */
  static void check(Random random, Scans scans, Path path, List<List<Object>> rows) {
    Schema schema = scans.schema(path);
    for (int i = 0; i < 6; i++) {
      List<Integer> columns = new ArrayList<>(IntStream.range(0, schema.size()).boxed().toList());
      Collections.shuffle(columns, random);
      columns = columns.subList(0, 1 + random.nextInt(columns.size()));
      List<ColumnFilter.Part> parts = parts(random, columns.size());
      long limit = random.nextInt(4) == 0 ? random.nextInt(rows.size() + 1) : Long.MAX_VALUE;
      int batchRows = new int[] {3, 300, 1000, 8192}[random.nextInt(4)];
      ScanRequest request =
          new ScanRequest(columns, ScanPredicate.ALL, new ColumnFilter(parts), limit, batchRows);
      List<List<Object>> expected = expected(rows, columns, parts);
      // A limit holds for each split.
      int splits = limit == Long.MAX_VALUE ? random.nextInt(4) : 0;
      List<List<Object>> actual = scans.read(path, schema, request, splits);
      if (limit == Long.MAX_VALUE) {
        assertEquals(expected, actual, () -> parts + " on " + request.columns());
      } else {
        int most = (int) Math.min(limit, expected.size());
        assertEquals(expected.subList(0, most), actual.subList(0, most));
      }
    }
  }

  /** Reads all columns of a file with some filter. */
  static List<List<Object>> read(Random random, Scans scans, Path path) {
    Schema schema = scans.schema(path);
    List<Integer> columns = IntStream.range(0, schema.size()).boxed().toList();
    ColumnFilter filter = new ColumnFilter(parts(random, columns.size()));
    ScanRequest request = new ScanRequest(columns, ScanPredicate.ALL, filter, Long.MAX_VALUE, 1000);
    return scans.read(path, schema, request, 0);
  }

  private static List<ColumnFilter.Part> parts(Random random, int columns) {
    List<ColumnFilter.Part> parts = new ArrayList<>();
    int keep = new int[] {1, 30, 70, 98, 100}[random.nextInt(5)];
    for (int p = random.nextInt(4); p >= 0; p--) {
      int last = random.nextInt(columns);
      int first = Math.max(0, last - random.nextInt(3) + 1);
      List<Integer> read = IntStream.rangeClosed(first, last).boxed().toList();
      parts.add(new RandomFilter(read, p == 0 && random.nextBoolean(), random.nextInt(), keep));
    }
    return parts;
  }

  private static List<List<Object>> expected(
      List<List<Object>> rows, List<Integer> columns, List<ColumnFilter.Part> parts) {
    List<List<Object>> expected = new ArrayList<>();
    for (List<Object> row : rows) {
      List<Object> asked = new ArrayList<>();
      columns.forEach(column -> asked.add(row.get(column)));
      if (parts.stream().allMatch(part -> ((RandomFilter) part).accepts(asked))) {
        expected.add(asked);
      }
    }
    return expected;
  }

  private boolean accepts(List<Object> row) {
    return accepts(columns.stream().map(row::get).toList().hashCode(), salt, keep);
  }

  private static boolean accepts(int hash, int salt, int keep) {
    return Math.floorMod((hash ^ salt) * 0x9E3779B1 >>> 7, 100) < keep;
  }

  @Override
  public ColumnFilter.Evaluation open() {
    return this::select;
  }

  private int select(Batch batch, int[] selected) {
    int count = 0;
    for (int i = 0; i < batch.selectedRows(); i++) {
      int row = batch.selection() == null ? i : batch.selection().rows()[i];
      List<Object> values = new ArrayList<>();
      batch.columns().forEach(column -> values.add(TestData.value(column, row)));
      if (accepts(values.hashCode(), salt, keep)) {
        selected[count++] = row;
      }
    }
    return count;
  }
}
