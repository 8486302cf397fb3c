package io.sheaf.engine.expression.text;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.IntegerInput;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.ScalarFunction;

/**
 * SUBSTRING, LEFT, RIGHT, the TRIMs and SPLIT_PART: their results are parts of the first argument,
 * so they are views of its bytes.
 */
final class ViewKernel implements Kernel {
  private final ScalarFunction function;
  private final DataType type;
  private final boolean binary;
  private final Scratch scratch = new Scratch();
  private final TextInput text = new TextInput();
  private final TextInput other = new TextInput();
  private final IntegerInput first = new IntegerInput();
  private final IntegerInput second = new IntegerInput();
  private int[] ids = {};
  private int start;
  private int end;

  ViewKernel(ScalarFunction function, DataType type, boolean binary) {
    this.function = function;
    this.type = type;
    this.binary = binary;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    int[] offsets = scratch.ints(n);
    int[] lengths = scratch.moreInts(n);
    if (ids.length < n) {
      ids = new int[n];
    }
    text.reset(args[0]);
    switch (function) {
      case SUBSTRING -> {
        first.reset(args[1]);
        if (args.length > 2) {
          second.reset(args[2]);
        }
      }
      case LEFT, RIGHT -> first.reset(args[1]);
      case SPLIT_PART -> {
        other.reset(args[1]);
        first.reset(args[2]);
      }
      default -> other.reset(args[1]);
    }
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        offsets[row] = 0;
        lengths[row] = 0;
        ids[row] = 0;
        continue;
      }
      text.at(row);
      start = text.offset;
      end = start + text.length;
      cut(row, args.length);
      offsets[row] = start;
      lengths[row] = end - start;
      ids[row] = text.bufferId(row);
    }
    return new TextColumn(
        type, text.buffers(), text.isSingleBuffer() ? null : ids, offsets, lengths, validity);
  }

  private void cut(int row, int args) {
    switch (function) {
      case SUBSTRING -> {
        long from = first.at(row);
        long length = args > 2 ? second.at(row) : Long.MAX_VALUE;
        substring(from, length);
      }
      case LEFT -> {
        long points = first.at(row);
        end = skip(start, points >= 0 ? points : Math.max(0, count() + points));
      }
      case RIGHT -> {
        long points = first.at(row);
        start = skip(start, points >= 0 ? Math.max(0, count() - points) : -points);
      }
      case SPLIT_PART -> {
        other.at(row);
        splitPart(first.at(row));
      }
      default -> {
        other.at(row);
        if (function != ScalarFunction.TRIM_TRAILING) {
          trimStart();
        }
        if (function != ScalarFunction.TRIM_LEADING) {
          trimEnd();
        }
      }
    }
  }

  private int skip(int at, long points) {
    return binary
        ? (int) Math.min(end, at + Math.min(points, Integer.MAX_VALUE))
        : Utf8.skip(text.data, at, end, points);
  }

  private long count() {
    return binary ? end - start : Utf8.count(text.data, start, end - start);
  }

  private void substring(long from, long length) {
    if (length < 0) {
      throw ValueErrors.invalid("SUBSTRING of a negative length: " + length);
    }
    long begin = Math.max(from, 1);
    // Positions before the first count as part of the length.
    long points = from < 1 ? Math.max(0, length + (from - 1)) : length;
    if (length == Long.MAX_VALUE) {
      points = length;
    }
    start = skip(start, begin - 1);
    end = skip(start, points);
  }

  private void trimStart() {
    while (start < end) {
      int width = Math.min(binary ? 1 : Utf8.width(text.data[start]), end - start);
      if (!isTrimmed(start, width)) {
        return;
      }
      start += width;
    }
  }

  private void trimEnd() {
    while (start < end) {
      int at = end - 1;
      while (!binary && at > start && !Utf8.isStart(text.data[at])) {
        at--;
      }
      if (!isTrimmed(at, end - at)) {
        return;
      }
      end = at;
    }
  }

  /** Whether the characters to trim hold the one at a position. */
  private boolean isTrimmed(int at, int width) {
    int stop = other.offset + other.length;
    for (int i = other.offset; i + width <= stop; i++) {
      if (!binary && !Utf8.isStart(other.data[i])) {
        continue;
      }
      int same = 0;
      while (same < width && other.data[i + same] == text.data[at + same]) {
        same++;
      }
      if (same == width) {
        return true;
      }
    }
    return false;
  }

  private void splitPart(long wanted) {
    if (wanted == 0) {
      throw ValueErrors.invalid("SPLIT_PART counts from 1, not 0");
    }
    ByteSearch separator = new ByteSearch(other.bytes());
    long number = wanted;
    if (wanted < 0) {
      long parts = 1;
      for (int at = start; separator.length() > 0; parts++) {
        at = separator.indexIn(text.data, at, end);
        if (at < 0) {
          break;
        }
        at += separator.length();
      }
      number = parts + wanted + 1;
    }
    if (number < 1) {
      end = start;
      return;
    }
    for (long part = 1; ; part++) {
      int at = separator.length() == 0 ? -1 : separator.indexIn(text.data, start, end);
      if (part == number) {
        end = at < 0 ? end : at;
        return;
      }
      if (at < 0) {
        end = start;
        return;
      }
      start = at + separator.length();
    }
  }
}
