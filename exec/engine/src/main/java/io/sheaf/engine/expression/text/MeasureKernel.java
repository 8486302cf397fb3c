package io.sheaf.engine.expression.text;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.plan.ScalarFunction;
import java.util.Arrays;

/** CHAR_LENGTH, OCTET_LENGTH, POSITION and ASCII: integers of texts. */
final class MeasureKernel implements Kernel {
  private final ScalarFunction function;
  private final DataType type;
  private final boolean binary;
  private final Scratch scratch = new Scratch();
  private final TextInput text = new TextInput();
  private final TextInput other = new TextInput();
  private byte[] needle = {};
  private ByteSearch search = new ByteSearch(needle);

  MeasureKernel(ScalarFunction function, DataType type, boolean binary) {
    this.function = function;
    this.type = type;
    this.binary = binary;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    boolean ints = type.storage() == Storage.INT;
    int[] shortOut = ints ? scratch.ints(n) : null;
    long[] longOut = ints ? null : scratch.longs(n);
    text.reset(args[args.length - 1]);
    other.reset(args[0]);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      text.at(row);
      other.at(row);
      int value = measure();
      if (ints) {
        shortOut[row] = value;
      } else {
        longOut[row] = value;
      }
    }
    return ints ? new IntColumn(type, shortOut, validity) : new LongColumn(type, longOut, validity);
  }

  private int measure() {
    return switch (function) {
      case CHAR_LENGTH -> binary ? text.length : Utf8.count(text.data, text.offset, text.length);
      case OCTET_LENGTH -> text.length;
      case ASCII -> text.length == 0 ? 0 : Utf8.codePoint(text.data, text.offset);
      default -> position();
    };
  }

  private int position() {
    if (!Arrays.equals(
        needle, 0, needle.length, other.data, other.offset, other.offset + other.length)) {
      needle = other.bytes();
      search = new ByteSearch(needle);
    }
    int at = search.indexIn(text.data, text.offset, text.offset + text.length);
    return at < 0
        ? 0
        : binary ? at - text.offset + 1 : Utf8.count(text.data, text.offset, at - text.offset) + 1;
  }
}
