package io.sheaf.engine.expression.library;

import io.sheaf.columnar.values.SqlText;
import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.LibraryFunction;
import java.text.Normalizer;
import java.util.IllegalFormatException;
import java.util.Locale;

/** Functions of texts. */
final class Words {
  private static final String SOUNDS = "01230120022455012623010202";

  private Words() {}

  static RowFunction of(LibraryFunction function) {
    return switch (function) {
      case HAMMING -> args -> hamming(points(args[0]), points(args[1]));
      case LEVENSHTEIN -> args -> levenshtein(points(args[0]), points(args[1]));
      case SOUNDEX -> args -> soundex(((String) args[0]).toUpperCase(Locale.ROOT));
      case STRIP_ACCENTS ->
          args ->
              Normalizer.normalize((String) args[0], Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
      case SUBSTRING_INDEX -> args -> index((String) args[0], (String) args[1], (Long) args[2]);
      case TRANSLATE -> args -> translate((String) args[0], points(args[1]), points(args[2]));
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  private static int[] points(Object text) {
    return ((String) text).codePoints().toArray();
  }

  private static Object hamming(int[] a, int[] b) {
    if (a.length != b.length) {
      throw ValueErrors.invalid("hamming takes two texts of one length");
    }
    long different = 0;
    for (int i = 0; i < a.length; i++) {
      different += a[i] == b[i] ? 0 : 1;
    }
    return different;
  }

  private static Object levenshtein(int[] a, int[] b) {
    int[] above = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int[] row = new int[b.length + 1];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return (long) above[b.length];
  }

  private static Object soundex(String word) {
    StringBuilder code = new StringBuilder();
    char last = '0';
    for (int i = 0; i < word.length() && code.length() < 4; i++) {
      char letter = word.charAt(i);
      if (letter < 'A' || letter > 'Z') {
        continue;
      }
      char sound = SOUNDS.charAt(letter - 'A');
      if (code.isEmpty()) {
        code.append(letter);
      } else if (sound != '0' && sound != last) {
        code.append(sound);
      }
      last = letter == 'H' || letter == 'W' ? last : sound;
    }
    return code.isEmpty() ? "" : (code + "000").substring(0, 4);
  }

  private static Object index(String text, String separator, long count) {
    if (separator.isEmpty() || count == 0) {
      return "";
    }
    int at = count > 0 ? -separator.length() : text.length();
    for (long i = 0; i < Math.abs(count); i++) {
      at =
          count > 0
              ? text.indexOf(separator, at + separator.length())
              : text.lastIndexOf(separator, at - 1);
      if (at < 0) {
        return text;
      }
    }
    return count > 0 ? text.substring(0, at) : text.substring(at + separator.length());
  }

  private static Object translate(String text, int[] from, int[] to) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              int i = 0;
              while (i < from.length && from[i] != point) {
                i++;
              }
              if (i == from.length) {
                out.appendCodePoint(point);
              } else if (i < to.length) {
                out.appendCodePoint(to[i]);
              }
            });
    return out.toString();
  }

  /** (pattern, values...). */
  static Object format(Object[] args) {
    StringBuilder out = new StringBuilder();
    String pattern = (String) args[0];
    int next = 1;
    int at = 0;
    for (int i; (i = pattern.indexOf("{}", at)) >= 0; at = i + 2) {
      if (next == args.length) {
        throw ValueErrors.invalid("'" + pattern + "' has more places than there are values");
      }
      out.append(pattern, at, i).append(args[next] == null ? "NULL" : SqlText.of(args[next]));
      next++;
    }
    return out.append(pattern.substring(at)).toString();
  }

  /** (pattern, values...). */
  static Object printf(Object[] args) {
    Object[] values = java.util.Arrays.copyOfRange(args, 1, args.length);
    try {
      return String.format(Locale.ROOT, (String) args[0], values);
    } catch (IllegalFormatException e) {
      throw ValueErrors.invalid("'" + args[0] + "' does not fit the values: " + e.getMessage());
    }
  }
}
