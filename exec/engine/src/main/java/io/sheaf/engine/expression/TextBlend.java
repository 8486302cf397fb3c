package io.sheaf.engine.expression;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.engine.expression.kernel.TextInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text part of a {@link Blend}: views into the buffers of all parts. While all parts are
 * constants the result is a dictionary column, with the same dictionary for the same constants.
 */
final class TextBlend {
  private static final int MOST_CONSTANTS = 64;

  private final DataType type;
  private final TextInput input = new TextInput();
  private final List<byte[]> buffers = new ArrayList<>();
  private final List<byte[]> constants = new ArrayList<>();
  private Dictionary dictionary;
  private boolean allConstant;
  private boolean hasViews;
  private int[] codes = {};
  private int[] ids = {};
  private int[] offsets = {};
  private int[] lengths = {};

  TextBlend(DataType type) {
    this.type = type;
  }

  void start(int rows) {
    if (codes.length < rows) {
      codes = new int[rows];
      ids = new int[rows];
      offsets = new int[rows];
      lengths = new int[rows];
    }
    buffers.clear();
    hasViews = false;
    allConstant = constants.size() < MOST_CONSTANTS;
    Arrays.fill(codes, 0, rows, 0);
  }

  void put(Column part, int[] at, int count) {
    if (part instanceof ConstantColumn && allConstant) {
      int code = code(input.reset(part).bytes());
      for (int k = 0; k < count; k++) {
        codes[at[k]] = code;
      }
      return;
    }
    if (!hasViews) {
      spellOut();
    }
    int base = buffers.size();
    input.reset(part);
    buffers.addAll(Arrays.asList(input.buffers()));
    for (int k = 0; k < count; k++) {
      int row = at[k];
      if (part.isNull(row)) {
        lengths[row] = 0;
        offsets[row] = 0;
        ids[row] = base;
        continue;
      }
      input.at(row);
      ids[row] = base + input.bufferId(row);
      offsets[row] = input.offset;
      lengths[row] = input.length;
    }
  }

  private int code(byte[] bytes) {
    for (int i = 0; i < constants.size(); i++) {
      if (Arrays.equals(constants.get(i), bytes)) {
        return i;
      }
    }
    constants.add(bytes);
    dictionary = null;
    return constants.size() - 1;
  }

  /** Turns the codes so far into views. */
  private void spellOut() {
    hasViews = true;
    allConstant = false;
    Arrays.fill(ids, 0);
    Arrays.fill(offsets, 0);
    Arrays.fill(lengths, 0);
    buffers.add(new byte[0]);
    if (constants.isEmpty()) {
      return;
    }
    Dictionary known = dictionary();
    buffers.set(0, known.data());
    for (int i = 0; i < codes.length; i++) {
      offsets[i] = known.offset(codes[i]);
      lengths[i] = known.length(codes[i]);
    }
  }

  private Dictionary dictionary() {
    if (dictionary == null) {
      int[] starts = new int[constants.size() + 1];
      for (int i = 0; i < constants.size(); i++) {
        starts[i + 1] = starts[i] + constants.get(i).length;
      }
      byte[] data = new byte[starts[constants.size()]];
      for (int i = 0; i < constants.size(); i++) {
        System.arraycopy(constants.get(i), 0, data, starts[i], constants.get(i).length);
      }
      dictionary = new Dictionary(data, starts, constants.size());
    }
    return dictionary;
  }

  Column finish(long[] validity) {
    if (!hasViews && constants.isEmpty()) {
      code(new byte[0]);
    }
    return hasViews
        ? new TextColumn(type, buffers.toArray(byte[][]::new), ids, offsets, lengths, validity)
        : new DictionaryColumn(type, dictionary(), codes, validity);
  }
}
