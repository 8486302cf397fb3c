package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.TextColumn;

/**
 * A cursor over text or binary of any form: {@link #at} makes {@link #data}, {@link #offset} and
 * {@link #length} those of a row. A flyweight for one thread; the bytes must not be written.
 */
public final class TextInput {
  private static final byte[][] NO_BUFFERS = {new byte[0]};

  public byte[] data;
  public int offset;
  public int length;

  private byte[][] buffers;
  private int[] bufferIds;
  private int[] offsets;
  private int[] lengths;
  private int[] codes;
  private boolean constant;

  public TextInput reset(Column column) {
    constant = false;
    codes = null;
    switch (column) {
      case TextColumn c -> {
        buffers = c.buffers().length == 0 ? NO_BUFFERS : c.buffers();
        bufferIds = c.bufferIds();
        offsets = c.offsets();
        lengths = c.lengths();
        data = buffers[0];
      }
      case DictionaryColumn c -> {
        buffers = new byte[][] {c.dictionary().data()};
        bufferIds = null;
        data = c.dictionary().data();
        offsets = c.dictionary().offsets();
        codes = c.codes();
        length = 0;
        if (c.dictionary().size() == 0) {
          constant = true;
        }
      }
      case ConstantColumn c -> {
        reset(c.value());
        at(0);
        constant = true;
      }
      case Column other -> throw Operand.unexpected(other);
    }
    return this;
  }

  public void at(int row) {
    if (constant) {
      return;
    }
    if (codes != null) {
      int code = codes[row];
      offset = offsets[code];
      length = offsets[code + 1] - offset;
      return;
    }
    offset = offsets[row];
    length = lengths[row];
    if (bufferIds != null) {
      data = buffers[bufferIds[row]];
    }
  }

  /** The buffers that rows point into. */
  public byte[][] buffers() {
    return buffers;
  }

  /** The index of the row's buffer in {@link #buffers()}. */
  public int bufferId(int row) {
    return bufferIds == null || constant ? constantBufferId() : bufferIds[row];
  }

  private int constantBufferId() {
    if (constant && bufferIds != null) {
      return bufferIds[0];
    }
    return 0;
  }

  /** Whether all rows lie in buffer 0. */
  public boolean isSingleBuffer() {
    return bufferIds == null;
  }

  public byte[] bytes() {
    return java.util.Arrays.copyOfRange(data, offset, offset + length);
  }

  public String string() {
    return new String(data, offset, length, java.nio.charset.StandardCharsets.UTF_8);
  }
}
