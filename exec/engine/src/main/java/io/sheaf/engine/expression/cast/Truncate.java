package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.TextInput;

/** Text cut to the length of its new type, as views of the same bytes. */
final class Truncate extends CastKernel {
  private final int most;
  private final TextInput input = new TextInput();
  private int[] ids = {};

  Truncate(DataType type, boolean safe) {
    super(type, safe);
    this.most = ToText.limit(type);
  }

  @Override
  Column convert(Column arg, Rows rows) {
    int n = rows.length();
    int[] offsets = scratch.ints(n);
    int[] lengths = scratch.moreInts(n);
    if (ids.length < n) {
      ids = new int[n];
    }
    input.reset(arg);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      lengths[row] = 0;
      offsets[row] = 0;
      ids[row] = 0;
      if (Validity.isValid(arg.validity(), row)) {
        input.at(row);
        offsets[row] = input.offset;
        lengths[row] = cut(input);
        ids[row] = input.bufferId(row);
      }
    }
    return new TextColumn(
        type,
        input.buffers(),
        input.isSingleBuffer() ? null : ids,
        offsets,
        lengths,
        arg.validity());
  }

  private int cut(TextInput text) {
    if (text.length <= most) {
      return text.length;
    }
    int points = 0;
    for (int i = 0; i < text.length; i++) {
      boolean starts = (text.data[text.offset + i] & 0xC0) != 0x80;
      if (starts && points++ == most) {
        return i;
      }
    }
    return text.length;
  }
}
