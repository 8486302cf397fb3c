package io.sheaf.engine.expression.text;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.IntegerInput;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.TextOutput;
import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.ScalarFunction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Functions that write new texts from a text and, some of them, further texts and numbers. */
final class RewriteKernel implements Kernel {
  private final ScalarFunction function;
  private final Scratch scratch = new Scratch();
  private final TextInput text = new TextInput();
  private final TextInput second = new TextInput();
  private final TextInput third = new TextInput();
  private final IntegerInput number = new IntegerInput();
  private final TextOutput output;
  private final MessageDigest md5;

  RewriteKernel(ScalarFunction function, DataType type) {
    this.function = function;
    this.output = new TextOutput(type);
    this.md5 = function == ScalarFunction.MD5 ? digest() : null;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    reset(args);
    output.start(n);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (Validity.isValid(validity, row)) {
        write(row);
        output.end(row);
      }
    }
    return output.column(validity);
  }

  private void reset(Column[] args) {
    switch (function) {
      case CHR -> number.reset(args[0]);
      case REPEAT -> {
        text.reset(args[0]);
        number.reset(args[1]);
      }
      case LPAD, RPAD -> {
        text.reset(args[0]);
        number.reset(args[1]);
        second.reset(args[2]);
      }
      case REPLACE -> {
        text.reset(args[0]);
        second.reset(args[1]);
        third.reset(args[2]);
      }
      default -> text.reset(args[0]);
    }
  }

  private void write(int row) {
    if (function != ScalarFunction.CHR) {
      text.at(row);
    }
    switch (function) {
      case LOWER -> changeCase(false);
      case UPPER -> changeCase(true);
      case INITCAP -> initCap();
      case REVERSE -> reverse();
      case MD5 -> {
        md5.update(text.data, text.offset, text.length);
        output.append(HexFormat.of().formatHex(md5.digest()));
      }
      case CHR -> character(number.at(row));
      case REPEAT -> repeat(number.at(row));
      case REPLACE -> {
        second.at(row);
        third.at(row);
        replace();
      }
      case LPAD, RPAD -> {
        second.at(row);
        pad(number.at(row));
      }
      default -> throw new IllegalStateException(function.name());
    }
  }

  private void changeCase(boolean upper) {
    if (!Utf8.isAscii(text.data, text.offset, text.length)) {
      String changed = text.string();
      output.append(upper ? changed.toUpperCase(Locale.ROOT) : changed.toLowerCase(Locale.ROOT));
      return;
    }
    byte[] out = output.reserve(text.length);
    int at = output.size();
    byte from = (byte) (upper ? 'a' : 'A');
    for (int i = 0; i < text.length; i++) {
      byte b = text.data[text.offset + i];
      int outOfRange = b - from | from + 25 - b;
      // The letters of the other case differ in the bit of value 32.
      out[at + i] = (byte) (b ^ ~outOfRange >>> 26 & 32);
    }
    output.advance(text.length);
  }

  private void initCap() {
    String source = text.string();
    StringBuilder changed = new StringBuilder(source.length());
    boolean inWord = false;
    for (int i = 0; i < source.length(); ) {
      int point = source.codePointAt(i);
      changed.appendCodePoint(inWord ? Character.toLowerCase(point) : Character.toUpperCase(point));
      inWord = Character.isLetterOrDigit(point);
      i += Character.charCount(point);
    }
    output.append(changed.toString());
  }

  private void reverse() {
    byte[] out = output.reserve(text.length);
    int at = output.size() + text.length;
    int end = text.offset + text.length;
    for (int i = text.offset; i < end; ) {
      int next = Utf8.skip(text.data, i, end, 1);
      at -= next - i;
      System.arraycopy(text.data, i, out, at, next - i);
      i = next;
    }
    output.advance(text.length);
  }

  private void character(long point) {
    if (point < 0 || point > Character.MAX_CODE_POINT || point >= 0xD800 && point <= 0xDFFF) {
      throw ValueErrors.invalid("CHR of " + point + ", which is no character");
    }
    output.append(Character.toString((int) point));
  }

  private void repeat(long times) {
    if (times > 0 && text.length > 0) {
      output.reserve(Math.min(times, Integer.MAX_VALUE) * text.length);
      for (long i = 0; i < times; i++) {
        output.append(text.data, text.offset, text.length);
      }
    }
  }

  private void replace() {
    ByteSearch search = new ByteSearch(second.bytes());
    int end = text.offset + text.length;
    int from = text.offset;
    while (search.length() > 0) {
      int found = search.indexIn(text.data, from, end);
      if (found < 0) {
        break;
      }
      output.append(text.data, from, found - from);
      output.append(third.data, third.offset, third.length);
      from = found + search.length();
    }
    output.append(text.data, from, end - from);
  }

  private void pad(long length) {
    long points = Utf8.count(text.data, text.offset, text.length);
    long missing = Math.max(length, 0) - points;
    if (missing <= 0) {
      int end = Utf8.skip(text.data, text.offset, text.offset + text.length, Math.max(length, 0));
      output.append(text.data, text.offset, end - text.offset);
      return;
    }
    if (function == ScalarFunction.RPAD) {
      output.append(text.data, text.offset, text.length);
    }
    fill(missing);
    if (function == ScalarFunction.LPAD) {
      output.append(text.data, text.offset, text.length);
    }
  }

  private void fill(long points) {
    if (second.length == 0) {
      return;
    }
    int end = second.offset + second.length;
    int each = Utf8.count(second.data, second.offset, second.length);
    long left = points;
    output.reserve(Math.min(left / each, Integer.MAX_VALUE) * second.length);
    for (; left >= each; left -= each) {
      output.append(second.data, second.offset, second.length);
    }
    int stop = Utf8.skip(second.data, second.offset, end, left);
    output.append(second.data, second.offset, stop - second.offset);
  }
}
