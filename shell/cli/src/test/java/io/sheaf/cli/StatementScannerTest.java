package io.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementScannerTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("select 1; select 2", List.of("select 1", "select 2")),
        Arguments.of("select 1;", List.of("select 1")),
        Arguments.of(" ;; ; -- nothing\n;/* at ; all */;", List.of()),
        Arguments.of("select 'a;b', 'it''s;';x", List.of("select 'a;b', 'it''s;'", "x")),
        Arguments.of("select \"a;\"\"b\";x", List.of("select \"a;\"\"b\"", "x")),
        Arguments.of("select `a;b`;x", List.of("select `a;b`", "x")),
        Arguments.of("select 1 -- a;b 'c\n;x", List.of("select 1 -- a;b 'c", "x")),
        Arguments.of("select 1 // a;b\n;x", List.of("select 1 // a", "b", "x")),
        Arguments.of("select /* ; ' -- */ 1;x", List.of("select /* ; ' -- */ 1", "x")),
        Arguments.of("select $$a;'b$$;x", List.of("select $$a;'b$$", "x")),
        Arguments.of("select $f$a;$$;$g$;$f$;x", List.of("select $f$a;$$;$g$;$f$", "x")),
        Arguments.of("select a$b$c;x", List.of("select a$b$c", "x")),
        Arguments.of("select $1;x", List.of("select $1", "x")),
        Arguments.of("select E'it\\'s;', e'';x", List.of("select E'it\\'s;', e''", "x")),
        Arguments.of("select name'a\\';x", List.of("select name'a\\'", "x")),
        Arguments.of("select 'open; x", List.of("select 'open; x")),
        Arguments.of("a - b; c / d; -", List.of("a - b", "c / d", "-")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void wholeTexts(String text, List<String> statements) {
    List<String> found = StatementScanner.statements(text);
    assertEquals(statements, found.stream().map(String::strip).toList());
  }

  @Test
  void statementsStandWhereTheyStoodInTheText() {
    String text = "select 1; select 2;\n-- note\n\n  select\n 3; /* a\n */ select 4";
    assertEquals(
        List.of(
            "select 1",
            "          select 2",
            " ".repeat(19) + "\n-- note\n\n  select\n 3",
            "\n\n\n\n    /* a\n */ select 4"),
        StatementScanner.statements(text));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void lineByLine(String text, List<String> statements) {
    StatementScanner scanner = new StatementScanner();
    List<String> found = new ArrayList<>();
    text.lines().forEach(line -> found.addAll(scanner.feed(line + "\n")));
    if (!scanner.isEmpty()) {
      found.add(scanner.finish());
    }
    assertEquals(statements, found.stream().map(String::strip).toList());
  }

  @Test
  void anyPiecesAreScannedAlikeWholeAndByLine() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    Random random = new Random(seed);
    String[] pieces = {
      ";", "'", "\"", "`", "--", "//", "/*", "*/", "$$", "$a$", "\n", " ", "x", "E'", "\\", "1"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      StatementScanner scanner = new StatementScanner();
      List<String> found = new ArrayList<>();
      for (String line : text.toString().split("(?<=\n)")) {
        found.addAll(scanner.feed(line));
      }
      if (!scanner.isEmpty()) {
        found.add(scanner.finish());
      }
      assertEquals(
          StatementScanner.statements(text.toString()), found, "-Dsheaf.seed=" + seed + " " + text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "select 1;", "\\q", "exit", "-- note", "select 1; select 2;"})
  void complete(String text) {
    assertTrue(PromptParser.isComplete(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 1", "select ';", "select 1; select", "select $$;", "/* ;"})
  void incomplete(String text) {
    assertFalse(PromptParser.isComplete(text));
  }
}
