package io.sheaf.engine.aggregate;

import static io.sheaf.engine.codegen.Code.not;
import static io.sheaf.engine.codegen.Code.two;

import io.sheaf.columnar.Column;
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
 * Keys among which are numbers: the codes of the columns, of dictionaries by their remaps, of
 * numbers by their distance from a base, are packed as the table packs them and looked up in its
 * array. Immutable.
 */
final class PackedKeyCodes implements FusedKeys {
  /** Where the loop finds what a key column needs; -1 where it needs none. */
  private record Place(int remap, int offset, int top, int shift) {}

  private final List<Place> places = new ArrayList<>();
  private final int table;
  private final Code firstCell;

  PackedKeyCodes(LoopBuilder loop, List<Value> keys, Code mask, int stride) {
    Code packed = null;
    Code inside = mask;
    for (int k = 0; k < keys.size(); k++) {
      Value key = keys.get(k);
      int shift = k == 0 ? -1 : loop.parameter(Kind.INT, 0).index();
      Code code;
      if (key.code().kind() == Kind.INT) {
        int remap = loop.array(ArrayType.INTS, "remap" + k);
        places.add(new Place(remap, -1, -1, shift));
        code = loop.let(Code.widen(CombinedKeys.masked(loop, key.code(), mask, remap)));
      } else {
        Code.Parameter offset = loop.parameter(Kind.LONG, 0);
        Code.Parameter top = loop.parameter(Kind.LONG, 0);
        places.add(new Place(-1, offset.index(), top.index(), shift));
        code = loop.let(two(Binary.DISTANCE, key.code(), offset));
        Code inRange = inRange(loop, code, top);
        code = loop.let(two(Binary.AND, code, inRange));
        if (key.valid() != null) {
          inRange = loop.let(two(Binary.OR, inRange, not(key.valid())));
        }
        inside = and(loop, inside, loop.let(new Code.One(Unary.NARROW, inRange)));
      }
      if (key.valid() != null) {
        code = loop.let(two(Binary.AND, code, key.valid()));
      }
      packed = packed == null ? code : append(loop, packed, shift, code);
    }
    table = loop.array(ArrayType.INTS, "groups");
    Code index = loop.let(new Code.One(Unary.NARROW, packed));
    Code group = and(loop, loop.let(new Code.Element(table, ArrayType.INTS, index)), inside);
    firstCell = loop.let(two(Binary.MULTIPLY, group, new Code.Constant(stride, Kind.INT)));
  }

  private static Code and(LoopBuilder loop, Code a, Code b) {
    return a == null ? b : b == null ? a : loop.let(two(Binary.AND, a, b));
  }

  private static Code append(LoopBuilder loop, Code packed, int shift, Code code) {
    Code up = loop.let(two(Binary.SHIFT_LEFT, packed, new Code.Parameter(shift, Kind.INT)));
    return loop.let(two(Binary.OR, up, code));
  }

  /** Mask of 1 &lt;= code &lt;= top. */
  private static Code inRange(LoopBuilder loop, Code code, Code top) {
    Code low = loop.let(two(Binary.DISTANCE, code, Code.constant(1)));
    Code high = loop.let(two(Binary.DISTANCE, top, code));
    return not(loop.let(new Code.One(Unary.SIGN, loop.let(two(Binary.OR, low, high)))));
  }

  @Override
  public Code firstCell() {
    return firstCell;
  }

  @Override
  public boolean bind(
      PackedGroups groups, Column[] keys, Object[] arrays, long[] parameters, Interval[] bounds) {
    int[] direct = groups == null ? null : groups.settledArray();
    if (direct == null) {
      return false;
    }
    arrays[table] = direct;
    bounds[table] = new Interval(0, groups.groups());
    for (int k = 0; k < keys.length; k++) {
      Place place = places.get(k);
      KeyCodes codes = groups.codes(k);
      if (place.shift() >= 0) {
        parameters[place.shift()] = codes.bits();
      }
      switch (codes) {
        case TextCodes texts -> {
          int[] remap = keys[k] instanceof DictionaryColumn c ? texts.known(c.dictionary()) : null;
          if (remap == null || remap.length == 0) {
            return false;
          }
          arrays[place.remap()] = remap;
        }
        case NumberCodes numbers -> {
          parameters[place.offset()] = numbers.bounds().least() - 1;
          parameters[place.top()] = (1L << numbers.bits()) - 1;
        }
      }
    }
    return true;
  }
}
