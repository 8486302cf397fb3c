package io.sheaf.parquet.read;

import io.sheaf.columnar.Dictionary;
import io.sheaf.parquet.meta.MalformedData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns the dictionary page of a column of bytes into a {@link Dictionary} with arrays of its own.
 */
final class DictionaryPages {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private DictionaryPages() {}

  /**
   * @param fixedBytes length of each entry, or 0 if each entry starts with its length
   */
  static Dictionary decode(Page page, int fixedBytes) {
    int entries = page.values();
    int start = page.content().start();
    int end = page.content().end();
    int minimum = fixedBytes > 0 ? fixedBytes : Integer.BYTES;
    if ((long) entries * minimum > end - start) {
      throw new MalformedData(
          "a dictionary of " + entries + " entries in " + (end - start) + " bytes");
    }
    int[] offsets = new int[entries + 1];
    if (fixedBytes > 0) {
      for (int i = 0; i <= entries; i++) {
        offsets[i] = i * fixedBytes;
      }
      return new Dictionary(
          Arrays.copyOfRange(page.data(), start, start + entries * fixedBytes), offsets, entries);
    }
    byte[] from = page.data();
    byte[] bytes = new byte[end - start - entries * Integer.BYTES];
    int position = start;
    int at = 0;
    for (int i = 0; i < entries; i++) {
      if (Integer.BYTES > end - position) {
        throw new MalformedData("the dictionary ends before its last entry");
      }
      int length = (int) INTS.get(from, position);
      position += Integer.BYTES;
      if (length < 0 || length > end - position || length > bytes.length - at) {
        throw new MalformedData("dictionary entry " + i + " claims " + length + " bytes");
      }
      System.arraycopy(from, position, bytes, at, length);
      position += length;
      at += length;
      offsets[i + 1] = at;
    }
    return new Dictionary(bytes, offsets, entries);
  }
}
