package io.sheaf.engine.aggregate;

import static io.sheaf.engine.codegen.Code.two;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.engine.codegen.Code;
import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.Code.Binary;
import io.sheaf.engine.codegen.Code.Kind;
import io.sheaf.engine.codegen.Code.Unary;
import io.sheaf.engine.codegen.ExprCode.Value;
import io.sheaf.engine.codegen.LoopBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys that are all columns of small dictionaries: a table made before the loop has the group of
 * each combination of their codes. For one thread.
 */
final class CombinedKeys implements FusedKeys {
  private static final int MOST_COMBINATIONS = 4096;

  /** A key's place: where the parameter is that says how many codes it has. */
  private record Place(int size, boolean nullable) {}

  private final List<Place> places = new ArrayList<>();
  private final int stride;
  private final int table;
  private final Code firstCell;

  /** What the table was made for. */
  private final Dictionary[] dictionaries;

  private int groups = -1;
  private Interval allCells;
  private int[] combinations = {};

  CombinedKeys(LoopBuilder loop, List<Value> keys, Code mask, int stride) {
    this.stride = stride;
    dictionaries = new Dictionary[keys.size()];
    Code index = null;
    for (Value key : keys) {
      Code.Parameter size = loop.parameter(Kind.INT, 0);
      places.add(new Place(size.index(), key.valid() != null));
      Code code = key.valid() == null ? key.code() : orLast(loop, key, size);
      index =
          index == null
              ? code
              : loop.let(two(Binary.PLUS, loop.let(two(Binary.TIMES, index, size)), code));
    }
    table = loop.array(ArrayType.INTS, "cells_of");
    firstCell = masked(loop, index, mask, table);
  }

  /** The element at an index; of rows that do not count, whose codes are arbitrary, 0. */
  static Code masked(LoopBuilder loop, Code index, Code mask, int table) {
    if (mask == null) {
      return loop.let(new Code.Element(table, ArrayType.INTS, index));
    }
    Code safe = loop.let(two(Binary.AND, index, mask));
    Code found = loop.let(new Code.Element(table, ArrayType.INTS, safe));
    return loop.let(two(Binary.AND, found, mask));
  }

  /** The code; of NULL the one behind all others. */
  private static Code orLast(LoopBuilder loop, Value key, Code.Parameter size) {
    Code valid = loop.let(new Code.One(Unary.NARROW, key.valid()));
    Code one = new Code.Constant(1, Kind.INT);
    Code last = loop.let(two(Binary.DISTANCE, size, one));
    Code kept = loop.let(two(Binary.AND, key.code(), valid));
    return loop.let(two(Binary.OR, kept, loop.let(two(Binary.AND, last, Code.not(valid)))));
  }

  @Override
  public Code firstCell() {
    return firstCell;
  }

  @Override
  public boolean bind(
      PackedGroups index, Column[] keys, Object[] arrays, long[] parameters, Interval[] bounds) {
    int[] direct = index == null ? null : index.settledArray();
    if (direct == null) {
      return false;
    }
    boolean same = groups == index.groups();
    long product = 1;
    for (int k = 0; k < keys.length; k++) {
      Dictionary dictionary = ((DictionaryColumn) keys[k]).dictionary();
      same &= dictionary == dictionaries[k];
      int size = dictionary.size() + (places.get(k).nullable() ? 1 : 0);
      parameters[places.get(k).size()] = size;
      product *= size;
      if (size == 0 || product > MOST_COMBINATIONS) {
        return false;
      }
    }
    if (!same && !combine(index, keys, direct, (int) product)) {
      groups = -1;
      return false;
    }
    arrays[table] = combinations;
    bounds[table] = allCells;
    return true;
  }

  /** Makes the table; false if a dictionary is not known. */
  private boolean combine(PackedGroups index, Column[] keys, int[] direct, int product) {
    if (combinations.length < product) {
      combinations = new int[product];
    }
    int[] packed = new int[product];
    int done = 1;
    for (int k = 0; k < keys.length; k++) {
      Dictionary dictionary = ((DictionaryColumn) keys[k]).dictionary();
      int[] remap = index.codes(k) instanceof TextCodes texts ? texts.known(dictionary) : null;
      if (remap == null) {
        return false;
      }
      int size = dictionary.size() + (places.get(k).nullable() ? 1 : 0);
      int bits = index.codes(k).bits();
      for (int i = done - 1; i >= 0; i--) {
        for (int code = size - 1; code >= 0; code--) {
          packed[i * size + code] = packed[i] << bits | (code < remap.length ? remap[code] : 0);
        }
      }
      done *= size;
      dictionaries[k] = dictionary;
    }
    for (int i = 0; i < product; i++) {
      combinations[i] = direct[packed[i]] * stride;
    }
    groups = index.groups();
    allCells = new Interval(0, (long) groups * stride);
    return true;
  }
}
