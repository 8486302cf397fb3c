package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.values.ColumnBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * Smallest, largest or first text or binary value, by unsigned bytes; a copy of the bytes a group.
 */
final class TextExtreme extends Accumulator {
  private static final int OBJECT_BYTES = 16;

  private final AccumulatorSpec.Kind kind;
  private final DataType type;
  private byte[][] values = new byte[0][];

  /** Bytes of the values themselves. */
  private long valueBytes;

  /** What {@link #tryAccept} leased for values that may not come. */
  private long pledged;

  TextExtreme(AccumulatorSpec.Kind kind, DataType type, MemoryLease lease) {
    super(lease);
    this.kind = kind;
    this.type = type;
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(type);
  }

  @Override
  long bytesPerGroup() {
    return 9;
  }

  @Override
  void resize(int newCapacity) {
    values = Arrays.copyOf(values, newCapacity);
  }

  @Override
  void clear() {
    super.clear();
    lease.shrink(valueBytes + pledged);
    valueBytes = 0;
    pledged = 0;
  }

  @Override
  boolean tryAccept(Column argument, int[] rows, int count) {
    long bytes = (long) OBJECT_BYTES * count;
    for (int i = 0; i < count; i++) {
      bytes += argument.isNull(rows[i]) ? 0 : length(argument, rows[i]);
    }
    if (bytes > pledged) {
      if (!lease.tryGrow(bytes - pledged)) {
        return false;
      }
      pledged = bytes;
    }
    return true;
  }

  private static int length(Column column, int row) {
    return switch (column) {
      case TextColumn c -> c.lengths()[row];
      case DictionaryColumn c -> c.dictionary().length(c.codes()[row]);
      case Column c -> throw SheafException.bug("not text: " + c.type().sql());
    };
  }

  @Override
  void update(Column argument, GroupedRows in) {
    for (int i = 0; i < in.count; i++) {
      int row = in.rows[i];
      switch (argument) {
        case TextColumn c -> offer(in.groups[i], c.buffer(row), c.offsets()[row], c.lengths()[row]);
        case DictionaryColumn c -> {
          Dictionary dictionary = c.dictionary();
          int code = c.codes()[row];
          offer(in.groups[i], dictionary.data(), dictionary.offset(code), dictionary.length(code));
        }
        case Column c -> throw SheafException.bug("not text: " + c.type().sql());
      }
    }
    lease.shrink(pledged);
    pledged = 0;
  }

  private void offer(int group, byte[] data, int offset, int length) {
    byte[] old = values[group];
    if (old != null) {
      if (kind == AccumulatorSpec.Kind.FIRST) {
        return;
      }
      int order = Arrays.compareUnsigned(data, offset, offset + length, old, 0, old.length);
      if (kind == AccumulatorSpec.Kind.MIN ? order >= 0 : order <= 0) {
        return;
      }
      lease.shrink(OBJECT_BYTES + old.length);
      valueBytes -= OBJECT_BYTES + old.length;
    }
    values[group] = Arrays.copyOfRange(data, offset, offset + length);
    pledged -= OBJECT_BYTES + length;
    valueBytes += OBJECT_BYTES + length;
  }

  @Override
  List<Column> states(int[] groups, int count) {
    ColumnBuilder builder = new ColumnBuilder(type, count);
    for (int i = 0; i < count; i++) {
      byte[] value = values[groups[i]];
      if (value == null) {
        builder.appendNull();
      } else {
        builder.appendBytes(value);
      }
    }
    return List.of(builder.build());
  }
}
