package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.ValueErrors;
import java.util.Arrays;

/**
 * A conversion. Subclasses convert all rows they like and {@link #fail} those that do not fit; here
 * that becomes NULL (TRY_CAST) or the error of the first row that counts.
 */
abstract class CastKernel implements Kernel {
  final DataType type;
  final Scratch scratch = new Scratch();
  final boolean safe;
  private final Scratch results = new Scratch();
  private long[] failed = {};
  private boolean anyFailed;

  CastKernel(DataType type, boolean safe) {
    this.type = type;
    this.safe = safe;
  }

  @Override
  public final Column apply(Column[] args, Rows rows) {
    if (anyFailed) {
      Arrays.fill(failed, 0);
      anyFailed = false;
    }
    Column arg = args[0];
    return convert(arg, rows);
  }

  /** Converts; calls {@link #validity} for the validity of its result when it has seen all rows. */
  abstract Column convert(Column arg, Rows rows);

  /** Why a row does not fit. */
  SheafException error(Column arg, int row) {
    return type.isNumeric() && arg.type().isNumeric()
        ? ValueErrors.outOfRange(ValueErrors.show(arg, row), type)
        : ValueErrors.badCast(ValueErrors.show(arg, row), type, null);
  }

  final void fail(int row) {
    int word = row >> 6;
    if (word >= failed.length) {
      failed = Arrays.copyOf(failed, Math.max(word + 1, 2 * failed.length));
    }
    failed[word] |= 1L << row;
    anyFailed = true;
  }

  final boolean isFailed(int row) {
    return row >> 6 < failed.length && (failed[row >> 6] >>> row & 1) != 0;
  }

  /** The result's validity: rows that failed are NULL, or an error if they count. */
  final long[] validity(Column arg, Rows rows) {
    long[] bits = arg.validity();
    if (!anyFailed) {
      return bits;
    }
    long[] result = safe ? results.copyOf(bits, rows.length()) : bits;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (isFailed(row) && Validity.isValid(bits, row)) {
        if (!safe) {
          throw error(arg, row);
        }
        Validity.setNull(result, row);
      }
    }
    return result;
  }
}
