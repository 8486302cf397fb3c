package io.sheaf.connector.range;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers from one on, in steps, before another; they are made when they are read.
 *
 * @param first the first number
 * @param step between neighbours, not 0
 * @param rows how many numbers there are
 * @param ref what it was asked for by
 */
public record RangeTable(long first, long step, long rows, TableRef ref) implements Table {
  /** The connector name in references. */
  public static final String CONNECTOR = "range";

  private static final Schema SCHEMA = Schema.of(new Field("id", Simple.BIGINT, false));

  /** Rows a split holds when nobody asks for more splits. */
  private static final int SPLIT_ROWS = 1 << 20;

  /**
   * @param to the first number that is not in it any more
   * @throws SheafException (USER) for steps of 0, or more numbers than a BIGINT counts
   */
  static RangeTable of(long from, long to, long step) {
    if (step == 0) {
      throw SheafException.user("BAD_ARGUMENT", "a range does not go in steps of 0");
    }
    BigInteger span = BigInteger.valueOf(to).subtract(BigInteger.valueOf(from));
    BigInteger size = BigInteger.valueOf(step);
    BigInteger[] steps = span.divideAndRemainder(size);
    BigInteger rows = steps[1].signum() == 0 ? steps[0] : steps[0].add(BigInteger.ONE);
    if (span.signum() * size.signum() <= 0) {
      rows = BigInteger.ZERO;
    }
    if (rows.bitLength() > 63) {
      throw SheafException.user("OUT_OF_RANGE", "a range has more numbers than can be counted");
    }
    String location = from + ":" + to + ":" + step;
    return new RangeTable(from, step, rows.longValue(), new TableRef(CONNECTOR, location));
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public TableStatistics statistics() {
    Long last = rows == 0 ? null : (Long) (first + (rows - 1) * step);
    Long start = rows == 0 ? null : (Long) first;
    boolean up = step > 0;
    ColumnStatistics id =
        new ColumnStatistics(rows, 0, up ? start : last, up ? last : start, true, Long.BYTES);
    return new TableStatistics(rows, true, List.of(id));
  }

  @Override
  public List<Split> splits(ScanRequest request, int minimumSplits) {
    long pieces = Math.min(rows, Math.max(minimumSplits, (rows - 1) / SPLIT_ROWS + 1));
    List<Split> splits = new ArrayList<>();
    long from = 0;
    for (long i = 0; i < pieces; i++) {
      long size = rows / pieces + (i < rows % pieces ? 1 : 0);
      splits.add(new Piece(from, size));
      from += size;
    }
    return splits;
  }

  @Override
  public BatchStream open(Split split, ScanRequest request, ScanContext context) {
    Piece piece = (Piece) split;
    return new RangeStream(first + piece.skipped() * step, step, piece.rows(), request, context);
  }

  /**
   * Consecutive numbers.
   *
   * @param skipped how many numbers come before
   */
  record Piece(long skipped, long rows) implements Split {
    @Override
    public Split part(long from, long to) {
      return new Piece(skipped + from, to - from);
    }
  }
}
