package io.sheaf.engine.expression.text;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.expression.kernel.ValueErrors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A LIKE pattern compiled to what it takes: equality, prefix, suffix, parts in order, or, where it
 * has a {@code _}, a general matcher. Immutable; it works on UTF-8 bytes, {@code _} is one code
 * point.
 */
public final class LikePattern {
  private static final int ANY_TEXT = -2;
  private static final int ANY_CHAR = -1;

  private final int[] tokens;
  private final boolean hasAnyChar;
  private final boolean open;
  private final ByteSearch prefix;
  private final ByteSearch[] middle;
  private final ByteSearch suffix;
  private final int least;

  /**
   * @param escape the escape code point, or -1 for none
   */
  public LikePattern(byte[] pattern, int escape) {
    this.tokens = parse(pattern, escape);
    boolean anyChar = false;
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int token : tokens) {
      anyChar |= token == ANY_CHAR;
      if (token == ANY_TEXT) {
        parts.add(part.toByteArray());
        part.reset();
      } else {
        part.write(token);
      }
    }
    parts.add(part.toByteArray());
    this.hasAnyChar = anyChar;
    this.open = parts.size() > 1;
    this.prefix = new ByteSearch(parts.getFirst());
    this.suffix = new ByteSearch(parts.size() > 1 ? parts.getLast() : new byte[0]);
    this.middle =
        parts.size() <= 2
            ? new ByteSearch[0]
            : parts.subList(1, parts.size() - 1).stream()
                .filter(bytes -> bytes.length > 0)
                .map(ByteSearch::new)
                .toArray(ByteSearch[]::new);
    int length = prefix.length() + suffix.length();
    for (ByteSearch search : middle) {
      length += search.length();
    }
    this.least = length;
  }

  private static int[] parse(byte[] pattern, int escape) {
    byte[] escapeBytes =
        escape < 0 ? null : Character.toString(escape).getBytes(StandardCharsets.UTF_8);
    ByteSearch escapeSearch = escapeBytes == null ? null : new ByteSearch(escapeBytes);
    int[] tokens = new int[pattern.length];
    int n = 0;
    for (int i = 0; i < pattern.length; i++) {
      if (escapeSearch != null
          && i + escapeBytes.length <= pattern.length
          && escapeSearch.isAt(pattern, i)) {
        i += escapeBytes.length;
        if (i >= pattern.length) {
          throw invalidEscape(pattern);
        }
        int points = Utf8.width(pattern[i]);
        for (int k = 0; k < points && i + k < pattern.length; k++) {
          tokens[n++] = pattern[i + k] & 0xFF;
        }
        i += points - 1;
      } else if (pattern[i] == '%') {
        if (n == 0 || tokens[n - 1] != ANY_TEXT) {
          tokens[n++] = ANY_TEXT;
        }
      } else {
        tokens[n++] = pattern[i] == '_' ? ANY_CHAR : pattern[i] & 0xFF;
      }
    }
    return Arrays.copyOf(tokens, n);
  }

  private static SheafException invalidEscape(byte[] pattern) {
    return ValueErrors.invalid(
        "the LIKE pattern '"
            + new String(pattern, StandardCharsets.UTF_8)
            + "' ends with its escape character");
  }

  public boolean matches(byte[] data, int offset, int length) {
    if (hasAnyChar) {
      return matchesTokens(data, offset, offset + length);
    }
    if (length < least) {
      return false;
    }
    if (!open) {
      return length == least && prefix.isAt(data, offset);
    }
    int from = offset + prefix.length();
    int to = offset + length - suffix.length();
    if (!prefix.isAt(data, offset) || !suffix.isAt(data, to)) {
      return false;
    }
    for (ByteSearch search : middle) {
      int found = search.indexIn(data, from, to);
      if (found < 0) {
        return false;
      }
      from = found + search.length();
    }
    return true;
  }

  /** Greedy: after a mismatch the last {@code %} takes one code point more. */
  private boolean matchesTokens(byte[] data, int offset, int end) {
    int at = offset;
    int token = 0;
    int retryToken = -1;
    int retryAt = 0;
    while (at < end) {
      if (token < tokens.length && tokens[token] == ANY_TEXT) {
        retryToken = ++token;
        retryAt = at;
      } else if (token < tokens.length && tokens[token] == ANY_CHAR) {
        at += Utf8.width(data[at]);
        token++;
      } else if (token < tokens.length && tokens[token] == (data[at] & 0xFF)) {
        at++;
        token++;
      } else if (retryToken >= 0) {
        retryAt += Utf8.width(data[retryAt]);
        at = retryAt;
        token = retryToken;
      } else {
        return false;
      }
    }
    while (token < tokens.length && tokens[token] == ANY_TEXT) {
      token++;
    }
    return token == tokens.length && at == end;
  }
}
