package io.sheaf.engine.expression.text;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.plan.ScalarFunction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * LIKE, ILIKE, STARTS_WITH, ENDS_WITH and CONTAINS: a test of a text by another, mostly constant
 * one.
 */
final class PredicateKernel implements Kernel {
  private final ScalarFunction function;
  private final Scratch scratch = new Scratch();
  private final TextInput text = new TextInput();
  private final TextInput pattern = new TextInput();
  private final TextInput escape = new TextInput();
  private byte[] compiledFrom;
  private int compiledEscape = -1;
  private LikePattern like;
  private ByteSearch search;
  private byte[] folded = {};

  PredicateKernel(ScalarFunction function) {
    this.function = function;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    byte[] out = scratch.booleans(n);
    long[] validity = scratch.strict(args, n);
    text.reset(args[0]);
    pattern.reset(args[1]);
    if (args.length > 2) {
      escape.reset(args[2]);
    }
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      text.at(row);
      pattern.at(row);
      int escapeChar = -1;
      if (args.length > 2) {
        escape.at(row);
        escapeChar = escape.length == 0 ? -1 : Utf8.codePoint(escape.data, escape.offset);
      }
      prepare(escapeChar);
      out[row] = (byte) (test() ? 1 : 0);
    }
    return new BooleanColumn(Simple.BOOLEAN, out, validity);
  }

  /** Compiles the pattern under the cursor unless it is that of the row before. */
  private void prepare(int escapeChar) {
    if (compiledFrom != null
        && compiledEscape == escapeChar
        && Arrays.equals(
            compiledFrom,
            0,
            compiledFrom.length,
            pattern.data,
            pattern.offset,
            pattern.offset + pattern.length)) {
      return;
    }
    compiledFrom = pattern.bytes();
    compiledEscape = escapeChar;
    switch (function) {
      case LIKE -> like = new LikePattern(compiledFrom, escapeChar);
      case ILIKE -> like = new LikePattern(lower(compiledFrom), Character.toLowerCase(escapeChar));
      default -> search = new ByteSearch(compiledFrom);
    }
  }

  private static byte[] lower(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .toLowerCase(Locale.ROOT)
        .getBytes(StandardCharsets.UTF_8);
  }

  private boolean test() {
    int end = text.offset + text.length;
    return switch (function) {
      case LIKE -> like.matches(text.data, text.offset, text.length);
      case ILIKE -> matchesFolded();
      case STARTS_WITH -> text.length >= search.length() && search.isAt(text.data, text.offset);
      case ENDS_WITH ->
          text.length >= search.length() && search.isAt(text.data, end - search.length());
      default -> search.indexIn(text.data, text.offset, end) >= 0;
    };
  }

  private boolean matchesFolded() {
    if (!Utf8.isAscii(text.data, text.offset, text.length)) {
      byte[] bytes = lower(text.bytes());
      return like.matches(bytes, 0, bytes.length);
    }
    if (folded.length < text.length) {
      folded = new byte[Math.max(64, 2 * text.length)];
    }
    for (int i = 0; i < text.length; i++) {
      byte b = text.data[text.offset + i];
      folded[i] = (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
    }
    return like.matches(folded, 0, text.length);
  }
}
