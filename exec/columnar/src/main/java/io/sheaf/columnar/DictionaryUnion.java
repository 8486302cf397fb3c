package io.sheaf.columnar;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * One dictionary for the entries of several.
 *
 * @param remaps for each of the dictionaries given, the new code of each of its codes
 */
record DictionaryUnion(Dictionary dictionary, int[][] remaps) {
  /** With more entries than this all together, uniting costs more than codes are worth. */
  static final int MOST_ENTRIES = 1 << 16;

  private static final int MOST_BYTES = 1 << 22;

  /** Unites dictionaries, each counted once; null if all together have too many entries. */
  static DictionaryUnion of(Dictionary[] dictionaries, int mostEntries) {
    Map<Dictionary, int[]> known = new IdentityHashMap<>();
    int entries = 0;
    long bytes = 0;
    for (Dictionary dictionary : dictionaries) {
      if (known.put(dictionary, new int[0]) == null) {
        // A column of NULLs has codes, but maybe no entry.
        entries += Math.max(1, dictionary.size());
        bytes += dictionary.size() == 0 ? 0 : dictionary.offset(dictionary.size());
        if (entries > mostEntries || bytes > MOST_BYTES) {
          return null;
        }
      }
    }
    Builder builder = new Builder(entries, (int) bytes);
    int[][] remaps = new int[dictionaries.length][];
    for (int i = 0; i < remaps.length; i++) {
      remaps[i] = known.get(dictionaries[i]);
      if (remaps[i].length == 0) {
        remaps[i] = builder.add(dictionaries[i]);
        known.put(dictionaries[i], remaps[i]);
      }
    }
    return new DictionaryUnion(builder.build(), remaps);
  }

  /** Entries so far, found by their hashes. */
  private static final class Builder {
    private final byte[] data;
    private final int[] offsets;
    private final long[] hashes;
    private final int[] slots;
    private int size;

    Builder(int entries, int bytes) {
      data = new byte[bytes];
      offsets = new int[entries + 1];
      hashes = new long[entries];
      slots = new int[Integer.highestOneBit(Math.max(1, entries)) * 4];
    }

    int[] add(Dictionary from) {
      int[] remap = new int[Math.max(1, from.size())];
      long[] own = from.hashes();
      for (int code = 0; code < from.size(); code++) {
        remap[code] = code(from, code, own[code]);
      }
      return remap;
    }

    private int code(Dictionary from, int code, long hash) {
      int start = from.offset(code);
      int end = start + from.length(code);
      int slot = (int) hash & slots.length - 1;
      for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
        int at = slots[slot] - 1;
        if (hashes[at] == hash
            && Arrays.equals(data, offsets[at], offsets[at + 1], from.data(), start, end)) {
          return at;
        }
      }
      System.arraycopy(from.data(), start, data, offsets[size], end - start);
      offsets[size + 1] = offsets[size] + end - start;
      hashes[size] = hash;
      slots[slot] = ++size;
      return size - 1;
    }

    Dictionary build() {
      return new Dictionary(
          Arrays.copyOf(data, offsets[size]), Arrays.copyOf(offsets, size + 1), size);
    }
  }
}
