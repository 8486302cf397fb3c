package io.sheaf.cli;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells the line editor when what was typed is complete: a statement when its semicolon is there, a
 * command that starts with a backslash at the end of its line.
 */
final class PromptParser implements Parser {
  /** The words that leave or help without a semicolon, as in other shells. */
  private static final List<String> BARE_WORDS = List.of("exit", "quit", "help");

  @Override
  public ParsedLine parse(String text, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isComplete(text)) {
      throw new EOFError(-1, cursor, "a statement ends with a semicolon");
    }
    return new WholeLine(text, cursor);
  }

  /** A backslash is no escape at this prompt. */
  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  static boolean isComplete(String text) {
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("\\") || BARE_WORDS.contains(line)) {
      return true;
    }
    StatementScanner scanner = new StatementScanner();
    scanner.feed(text);
    return scanner.isEmpty();
  }

  /** A line as one word: nothing here completes words. */
  private record WholeLine(String line, int cursor) implements CompletingParsedLine {
    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return cursor;
    }

    @Override
    public int rawWordLength() {
      return line.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(line);
    }
  }
}
