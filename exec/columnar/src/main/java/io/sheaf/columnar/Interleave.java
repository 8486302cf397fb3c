package io.sheaf.columnar;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows picked one by one from several batches of one schema, in one frozen batch. It costs the rows
 * that are picked, however many those batches have, unless they have constant columns: these are
 * spelled out.
 */
public final class Interleave {
  private Interleave() {}

  /**
   * Row {@code i} is row {@code rows[i]} of the batch {@code sources[i]}, for the first {@code
   * count}.
   *
   * @param batches without selections; text is not copied but viewed
   */
  public static Batch rows(
      Schema schema, List<Batch> batches, int[] sources, int[] rows, int count) {
    Picks picks = new Picks(sources, rows, count);
    List<Column> columns = new ArrayList<>(schema.size());
    for (int c = 0; c < schema.size(); c++) {
      Column[] parts = new Column[batches.size()];
      for (int p = 0; p < parts.length; p++) {
        parts[p] = Columns.flatten(batches.get(p).column(c), batches.get(p).rows());
      }
      columns.add(picks.column(schema.type(c), Concat.storage(schema.type(c), batches, c), parts));
    }
    return Batch.frozen(schema, columns, count);
  }

  private record Picks(int[] sources, int[] rows, int count) {
    Column column(DataType type, Storage storage, Column[] parts) {
      long[] validity = validity(parts);
      return switch (storage) {
        case BOOLEAN -> {
          byte[][] from = new byte[parts.length][];
          for (int p = 0; p < parts.length; p++) {
            from[p] = ((BooleanColumn) parts[p]).values();
          }
          byte[] out = new byte[count];
          for (int i = 0; i < count; i++) {
            out[i] = from[sources[i]][rows[i]];
          }
          yield new BooleanColumn(type, out, validity);
        }
        case INT -> {
          int[][] from = new int[parts.length][];
          for (int p = 0; p < parts.length; p++) {
            from[p] = ((IntColumn) parts[p]).values();
          }
          yield new IntColumn(type, ints(from), validity);
        }
        case LONG -> {
          long[][] from = new long[parts.length][];
          for (int p = 0; p < parts.length; p++) {
            from[p] = ((LongColumn) parts[p]).values();
          }
          long[] out = new long[count];
          for (int i = 0; i < count; i++) {
            out[i] = from[sources[i]][rows[i]];
          }
          yield new LongColumn(type, out, validity);
        }
        case FLOAT -> {
          float[][] from = new float[parts.length][];
          for (int p = 0; p < parts.length; p++) {
            from[p] = ((FloatColumn) parts[p]).values();
          }
          float[] out = new float[count];
          for (int i = 0; i < count; i++) {
            out[i] = from[sources[i]][rows[i]];
          }
          yield new FloatColumn(type, out, validity);
        }
        case DOUBLE -> {
          double[][] from = new double[parts.length][];
          for (int p = 0; p < parts.length; p++) {
            from[p] = ((DoubleColumn) parts[p]).values();
          }
          double[] out = new double[count];
          for (int i = 0; i < count; i++) {
            out[i] = from[sources[i]][rows[i]];
          }
          yield new DoubleColumn(type, out, validity);
        }
        case INT128 -> new Int128Column(type, wide(parts), validity);
        case TEXT -> text(type, parts, validity);
      };
    }

    private int[] ints(int[][] from) {
      int[] out = new int[count];
      for (int i = 0; i < count; i++) {
        out[i] = from[sources[i]][rows[i]];
      }
      return out;
    }

    private long[] validity(Column[] parts) {
      long[][] from = new long[parts.length][];
      boolean nulls = false;
      for (int p = 0; p < parts.length; p++) {
        from[p] = parts[p].validity();
        nulls |= from[p] != null;
      }
      if (!nulls) {
        return null;
      }
      long[] out = Validity.allValid(count);
      for (int i = 0; i < count; i++) {
        if (!Validity.isValid(from[sources[i]], rows[i])) {
          Validity.setNull(out, i);
        }
      }
      return out;
    }

    private long[] wide(Column[] parts) {
      long[] out = new long[2 * count];
      for (int i = 0; i < count; i++) {
        if (parts[sources[i]] instanceof LongColumn narrow) {
          out[2 * i] = narrow.values()[rows[i]];
          out[2 * i + 1] = out[2 * i] >> 63;
        } else {
          long[] words = ((Int128Column) parts[sources[i]]).values();
          out[2 * i] = words[2 * rows[i]];
          out[2 * i + 1] = words[2 * rows[i] + 1];
        }
      }
      return out;
    }

    /** Codes of the one dictionary if there is no other, else views of all bytes. */
    private Column text(DataType type, Column[] parts, long[] validity) {
      Dictionary only = parts[0] instanceof DictionaryColumn d ? d.dictionary() : null;
      for (Column part : parts) {
        only = part instanceof DictionaryColumn d && d.dictionary() == only ? only : null;
      }
      if (only != null) {
        int[][] codes = new int[parts.length][];
        for (int p = 0; p < parts.length; p++) {
          codes[p] = ((DictionaryColumn) parts[p]).codes();
        }
        return new DictionaryColumn(type, only, ints(codes), validity);
      }
      List<byte[]> buffers = new ArrayList<>();
      int[] first = new int[parts.length];
      for (int p = 0; p < parts.length; p++) {
        first[p] = buffers.size();
        buffers.addAll(
            parts[p] instanceof TextColumn t
                ? List.of(t.buffers())
                : List.of(((DictionaryColumn) parts[p]).dictionary().data()));
      }
      int[] ids = new int[count];
      int[] offsets = new int[count];
      int[] lengths = new int[count];
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        ids[i] = first[sources[i]];
        if (parts[sources[i]] instanceof TextColumn t) {
          ids[i] += t.bufferIds() == null ? 0 : t.bufferIds()[row];
          offsets[i] = t.offsets()[row];
          lengths[i] = t.lengths()[row];
        } else {
          DictionaryColumn d = (DictionaryColumn) parts[sources[i]];
          if (d.dictionary().size() > 0) {
            offsets[i] = d.dictionary().offset(d.codes()[row]);
            lengths[i] = d.dictionary().length(d.codes()[row]);
          }
        }
      }
      byte[][] all = buffers.toArray(byte[][]::new);
      return new TextColumn(type, all, all.length == 1 ? null : ids, offsets, lengths, validity);
    }
  }
}
