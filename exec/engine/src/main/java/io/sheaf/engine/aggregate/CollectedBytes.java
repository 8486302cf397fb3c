package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.values.ColumnBuilder;
import java.util.Arrays;
import java.util.List;

/** The bytes of all values of a group, one behind the other in the order in which they came. */
final class CollectedBytes extends Accumulator {
  /** A piece and its array, without the bytes. */
  private static final int PIECE_BYTES = 48;

  private Piece[] firsts = new Piece[0];
  private Piece[] lasts = new Piece[0];

  /** Bytes of the pieces. */
  private long valueBytes;

  /** What {@link #tryAccept} leased for values that may not come. */
  private long pledged;

  private static final class Piece {
    private final byte[] bytes;
    private Piece next;

    private Piece(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  CollectedBytes(MemoryLease lease) {
    super(lease);
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(Simple.VARBINARY);
  }

  @Override
  long bytesPerGroup() {
    return 17;
  }

  @Override
  void resize(int newCapacity) {
    firsts = Arrays.copyOf(firsts, newCapacity);
    lasts = Arrays.copyOf(lasts, newCapacity);
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
    long bytes = (long) PIECE_BYTES * count;
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
      case Column c -> throw SheafException.bug("not bytes: " + c.type().sql());
    };
  }

  @Override
  void update(Column argument, GroupedRows in) {
    for (int i = 0; i < in.count; i++) {
      int row = in.rows[i];
      switch (argument) {
        case TextColumn c -> add(in.groups[i], c.buffer(row), c.offsets()[row], c.lengths()[row]);
        case DictionaryColumn c -> {
          Dictionary dictionary = c.dictionary();
          int code = c.codes()[row];
          add(in.groups[i], dictionary.data(), dictionary.offset(code), dictionary.length(code));
        }
        case Column c -> throw SheafException.bug("not bytes: " + c.type().sql());
      }
    }
    lease.shrink(pledged);
    pledged = 0;
  }

  private void add(int group, byte[] data, int offset, int length) {
    Piece piece = new Piece(Arrays.copyOfRange(data, offset, offset + length));
    if (firsts[group] == null) {
      firsts[group] = piece;
    } else {
      lasts[group].next = piece;
    }
    lasts[group] = piece;
    pledged -= PIECE_BYTES + length;
    valueBytes += PIECE_BYTES + length;
  }

  @Override
  List<Column> states(int[] groups, int count) {
    ColumnBuilder builder = new ColumnBuilder(Simple.VARBINARY, count);
    for (int i = 0; i < count; i++) {
      Piece first = firsts[groups[i]];
      if (first == null) {
        builder.appendNull();
      } else {
        builder.appendBytes(joined(first));
      }
    }
    return List.of(builder.build());
  }

  private static byte[] joined(Piece first) {
    long size = 0;
    for (Piece piece = first; piece != null; piece = piece.next) {
      size += piece.bytes.length;
    }
    if (size > Integer.MAX_VALUE - 64) {
      throw SheafException.user(
          "TOO_LARGE", "a group has more values than an aggregate can take together");
    }
    byte[] bytes = new byte[(int) size];
    int at = 0;
    for (Piece piece = first; piece != null; piece = piece.next) {
      System.arraycopy(piece.bytes, 0, bytes, at, piece.bytes.length);
      at += piece.bytes.length;
    }
    return bytes;
  }
}
