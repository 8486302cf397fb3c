package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;

/** HASH of any values; never NULL. */
public final class HashKernel implements Kernel {
  private final Scratch scratch = new Scratch();

  @Override
  public Column apply(Column[] args, Rows rows) {
    long[] out = scratch.longs(rows.length());
    for (int i = 0; i < args.length; i++) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        long hash = hash(args[i], row);
        out[row] = i == 0 ? hash : Hashing.combine(out[row], hash);
      }
    }
    return new LongColumn(Simple.BIGINT, out);
  }

  private static long hash(Column column, int row) {
    if (column.isNull(row)) {
      return Hashing.NULL;
    }
    return switch (column) {
      case BooleanColumn c -> Hashing.mix(c.values()[row]);
      case IntColumn c -> Hashing.mix(c.values()[row]);
      case LongColumn c -> Hashing.mix(c.values()[row]);
      case FloatColumn c -> Hashing.of((double) c.values()[row]);
      case DoubleColumn c -> Hashing.of(c.values()[row]);
      case Int128Column c -> Hashing.of(c.values()[2 * row], c.values()[2 * row + 1]);
      case TextColumn c -> Hashing.bytes(c.buffer(row), c.offsets()[row], c.lengths()[row]);
      case DictionaryColumn c -> {
        int code = c.codes()[row];
        yield Hashing.bytes(
            c.dictionary().data(), c.dictionary().offset(code), c.dictionary().length(code));
      }
      case ConstantColumn c -> hash(c.value(), 0);
    };
  }
}
