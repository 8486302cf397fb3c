package io.sheaf.columnar;

import java.util.ArrayList;
import java.util.List;

/** Dense batches of one schema put end to end into one frozen batch. */
public final class Concat {
  private Concat() {}

  /** All rows of all batches, in order; the batches must have no selection. */
  public static Batch batches(Schema schema, List<Batch> batches) {
    if (batches.size() == 1 && batches.getFirst().isFrozen()) {
      return batches.getFirst();
    }
    int rows = 0;
    for (Batch batch : batches) {
      rows = Math.addExact(rows, batch.rows());
    }
    List<Column> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      columns.add(column(schema.type(i), batches, i, rows));
    }
    return Batch.frozen(schema, columns, rows);
  }

  private static Column column(DataType type, List<Batch> batches, int index, int rows) {
    long[] validity = validity(batches, index, rows);
    return switch (storage(type, batches, index)) {
      case BOOLEAN -> {
        byte[] out = new byte[rows];
        int at = 0;
        for (Batch b : batches) {
          System.arraycopy(((BooleanColumn) flat(b, index)).values(), 0, out, at, b.rows());
          at += b.rows();
        }
        yield new BooleanColumn(type, out, validity);
      }
      case INT -> {
        int[] out = new int[rows];
        int at = 0;
        for (Batch b : batches) {
          System.arraycopy(((IntColumn) flat(b, index)).values(), 0, out, at, b.rows());
          at += b.rows();
        }
        yield new IntColumn(type, out, validity);
      }
      case LONG -> {
        long[] out = new long[rows];
        int at = 0;
        for (Batch b : batches) {
          System.arraycopy(((LongColumn) flat(b, index)).values(), 0, out, at, b.rows());
          at += b.rows();
        }
        yield new LongColumn(type, out, validity);
      }
      case FLOAT -> {
        float[] out = new float[rows];
        int at = 0;
        for (Batch b : batches) {
          System.arraycopy(((FloatColumn) flat(b, index)).values(), 0, out, at, b.rows());
          at += b.rows();
        }
        yield new FloatColumn(type, out, validity);
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        int at = 0;
        for (Batch b : batches) {
          System.arraycopy(((DoubleColumn) flat(b, index)).values(), 0, out, at, b.rows());
          at += b.rows();
        }
        yield new DoubleColumn(type, out, validity);
      }
      case INT128 -> new Int128Column(type, wide(batches, index, rows), validity);
      case TEXT -> text(type, batches, index, rows, validity);
    };
  }

  /** Decimals stay narrow only if every batch is. */
  static Storage storage(DataType type, List<Batch> batches, int index) {
    if (!(type instanceof DataType.Decimal)) {
      return type.storage();
    }
    for (Batch batch : batches) {
      Column column = batch.column(index);
      if (column instanceof Int128Column
          || column instanceof ConstantColumn c && c.value() instanceof Int128Column) {
        return Storage.INT128;
      }
    }
    return Storage.LONG;
  }

  private static long[] wide(List<Batch> batches, int index, int rows) {
    long[] out = new long[2 * rows];
    int at = 0;
    for (Batch b : batches) {
      if (flat(b, index) instanceof LongColumn narrow) {
        for (int i = 0; i < b.rows(); i++) {
          out[2 * (at + i)] = narrow.values()[i];
          out[2 * (at + i) + 1] = narrow.values()[i] >> 63;
        }
      } else {
        System.arraycopy(((Int128Column) flat(b, index)).values(), 0, out, 2 * at, 2 * b.rows());
      }
      at += b.rows();
    }
    return out;
  }

  private static Column text(
      DataType type, List<Batch> batches, int index, int rows, long[] validity) {
    Dictionary dictionary = onlyDictionary(batches, index);
    int at = 0;
    if (dictionary != null) {
      int[] codes = new int[rows];
      for (Batch b : batches) {
        System.arraycopy(((DictionaryColumn) flat(b, index)).codes(), 0, codes, at, b.rows());
        at += b.rows();
      }
      return new DictionaryColumn(type, dictionary, codes, validity);
    }
    DictionaryUnion union = union(batches, index, rows);
    if (union != null) {
      int[] codes = new int[rows];
      for (int p = 0; p < batches.size(); p++) {
        int count = batches.get(p).rows();
        int[] from = ((DictionaryColumn) flat(batches.get(p), index)).codes();
        for (int i = 0; i < count; i++) {
          codes[at++] = union.remaps()[p][from[i]];
        }
      }
      return new DictionaryColumn(type, union.dictionary(), codes, validity);
    }
    List<byte[]> buffers = new ArrayList<>();
    int[] ids = new int[rows];
    int[] offsets = new int[rows];
    int[] lengths = new int[rows];
    for (Batch b : batches) {
      TextColumn part = Columns.text(b.column(index), b.rows());
      int first = buffers.size();
      buffers.addAll(List.of(part.buffers()));
      for (int i = 0; i < b.rows(); i++) {
        ids[at + i] = first + (part.bufferIds() == null ? 0 : part.bufferIds()[i]);
      }
      System.arraycopy(part.offsets(), 0, offsets, at, b.rows());
      System.arraycopy(part.lengths(), 0, lengths, at, b.rows());
      at += b.rows();
    }
    byte[][] all = buffers.toArray(byte[][]::new);
    return new TextColumn(type, all, all.length == 1 ? null : ids, offsets, lengths, validity);
  }

  /** Unites dictionaries that are small beside the rows; else null. */
  private static DictionaryUnion union(List<Batch> batches, int index, int rows) {
    Dictionary[] dictionaries = new Dictionary[batches.size()];
    for (int p = 0; p < dictionaries.length; p++) {
      Column column = batches.get(p).column(index);
      Column value = column instanceof ConstantColumn c ? c.value() : column;
      if (!(value instanceof DictionaryColumn d)) {
        return null;
      }
      dictionaries[p] = d.dictionary();
    }
    return DictionaryUnion.of(dictionaries, rows / 4);
  }

  private static Dictionary onlyDictionary(List<Batch> batches, int index) {
    Dictionary only = null;
    for (Batch batch : batches) {
      Column column = batch.column(index);
      Column value = column instanceof ConstantColumn c ? c.value() : column;
      if (!(value instanceof DictionaryColumn d) || only != null && only != d.dictionary()) {
        return null;
      }
      only = d.dictionary();
    }
    return only;
  }

  private static long[] validity(List<Batch> batches, int index, int rows) {
    boolean nulls = false;
    for (Batch batch : batches) {
      nulls |= batch.column(index).validity() != null;
    }
    if (!nulls) {
      return null;
    }
    long[] out = Validity.allValid(rows);
    int at = 0;
    for (Batch batch : batches) {
      Column column = batch.column(index);
      if (column.validity() != null) {
        for (int i = 0; i < batch.rows(); i++) {
          if (column.isNull(i)) {
            Validity.setNull(out, at + i);
          }
        }
      }
      at += batch.rows();
    }
    return out;
  }

  private static Column flat(Batch batch, int index) {
    return Columns.flatten(batch.column(index), batch.rows());
  }
}
