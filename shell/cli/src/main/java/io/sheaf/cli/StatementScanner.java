package io.sheaf.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text that arrives line by line into statements at {@code ;}, leaving alone those inside
 * quotes, comments and dollar quotes. Statements come out without the semicolon, behind as many
 * blank lines and spaces as stand before them, so that an error tells its place in the whole text;
 * pieces that hold nothing but spaces and comments do not come out at all. For one thread.
 */
final class StatementScanner {
  private enum State {
    CODE,
    QUOTE,
    ESCAPED_QUOTE,
    BLOCK_COMMENT,
    DOLLAR
  }

  private final StringBuilder pending = new StringBuilder();
  private State state = State.CODE;
  private char quote;
  private String dollarTag = "";
  private boolean hasCode;

  /** Lines before the pending text, and characters before it in its first line. */
  private int linesBefore;

  private int columnsBefore;

  /** The statements of a whole text, the last one with or without a semicolon. */
  static List<String> statements(String text) {
    StatementScanner scanner = new StatementScanner();
    List<String> statements = new ArrayList<>(scanner.feed(text));
    if (!scanner.isEmpty()) {
      statements.add(scanner.finish());
    }
    return statements;
  }

  /** Takes whole lines and returns the statements that they complete. */
  List<String> feed(String lines) {
    List<String> complete = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < lines.length(); ) {
      if (state == State.CODE && lines.charAt(i) == ';') {
        pending.append(lines, start, i);
        if (hasCode) {
          complete.add(inPlace());
        }
        clear();
        columnsBefore++;
        start = ++i;
      } else {
        i = step(lines, i);
      }
    }
    pending.append(lines, start, lines.length());
    if (!lines.endsWith("\n")) {
      pending.append('\n');
    }
    return complete;
  }

  /** Whether nothing but spaces and comments waits for a semicolon. */
  boolean isEmpty() {
    return !hasCode && state == State.CODE;
  }

  /** Takes what is there as a statement, though no semicolon ended it. */
  String finish() {
    String statement = inPlace();
    clear();
    return statement;
  }

  private String inPlace() {
    return "\n".repeat(linesBefore)
        + " ".repeat(columnsBefore)
        + pending.toString().stripTrailing();
  }

  private void clear() {
    int lastBreak = pending.lastIndexOf("\n");
    if (lastBreak >= 0) {
      linesBefore += (int) pending.chars().filter(c -> c == '\n').count();
      columnsBefore = 0;
    }
    columnsBefore += pending.length() - 1 - lastBreak;
    pending.setLength(0);
    state = State.CODE;
    hasCode = false;
  }

  /** Moves over one token piece that starts at a position and returns where the next one starts. */
  private int step(String text, int at) {
    return switch (state) {
      case CODE -> code(text, at);
      case QUOTE -> {
        // A doubled quote closes and opens again, which comes to the same.
        int end = text.indexOf(quote, at);
        yield leave(text, end, 1);
      }
      case ESCAPED_QUOTE -> {
        char c = text.charAt(at);
        if (c == quote) {
          state = State.CODE;
        }
        yield c == '\\' ? Math.min(at + 2, text.length()) : at + 1;
      }
      case BLOCK_COMMENT -> leave(text, text.indexOf("*/", at), 2);
      case DOLLAR -> leave(text, text.indexOf(dollarTag, at), dollarTag.length());
    };
  }

  private int leave(String text, int end, int length) {
    if (end < 0) {
      return text.length();
    }
    state = State.CODE;
    return end + length;
  }

  private int code(String text, int at) {
    char c = text.charAt(at);
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
    if (c == '-' && next == '-') {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }
    if (c == '/' && next == '*') {
      state = State.BLOCK_COMMENT;
      return at + 2;
    }
    if (!Character.isWhitespace(c)) {
      hasCode = true;
    }
    if (c == '\'' || c == '"' || c == '`') {
      quote = c;
      state = c == '\'' && isEscapePrefix(text, at - 1) ? State.ESCAPED_QUOTE : State.QUOTE;
    } else if (c == '$' && !isWordBefore(text, at)) {
      return dollar(text, at);
    }
    return at + 1;
  }

  /** Whether the E of {@code E'...'} stands at a position, with no word before it. */
  private static boolean isEscapePrefix(String text, int at) {
    return at >= 0 && (text.charAt(at) == 'E' || text.charAt(at) == 'e') && !isWordBefore(text, at);
  }

  private static boolean isWordBefore(String text, int at) {
    return at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1));
  }

  private int dollar(String text, int at) {
    int end = at + 1;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    boolean opens =
        end < text.length()
            && text.charAt(end) == '$'
            && (end == at + 1 || !Character.isDigit(text.charAt(at + 1)));
    if (!opens) {
      return at + 1;
    }
    dollarTag = text.substring(at, end + 1);
    state = State.DOLLAR;
    return end + 1;
  }
}
