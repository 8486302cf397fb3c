package io.sheaf.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.engine.expression.text.ByteSearch;
import io.sheaf.engine.expression.text.LikePattern;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LikePatternTest {
  private static boolean like(String text, String pattern) {
    byte[] bytes = ("<<" + text + ">>").getBytes(StandardCharsets.UTF_8);
    return new LikePattern(pattern.getBytes(StandardCharsets.UTF_8), '!')
        .matches(bytes, 2, bytes.length - 4);
  }

  @Test
  void shapes() {
    assertEquals(true, like("forest green", "forest%"));
    assertEquals(false, like("the forest", "forest%"));
    assertEquals(true, like("SMALL BRASS", "%BRASS"));
    assertEquals(true, like("the special long packed requests wait", "%special%requests%"));
    assertEquals(false, like("requests, special", "%special%requests%"));
    assertEquals(false, like("ab", "ab%b"));
    assertEquals(true, like("日本", "__"));
    assertEquals(false, like("日", "__"));
    assertEquals(true, like("100%", "100!%"));
    assertEquals(false, like("1000", "100!%"));
    assertEquals(true, like("", "%"));
    assertEquals(false, like("", "_"));
    assertEquals(false, like("a", ""));
    assertEquals(true, like("aXbXc", "a_b%_"));
  }

  @Test
  void searchAgreesWithStrings() {
    long seed = Long.getLong("sheaf.seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = letters(random, random.nextInt(60));
      String needle = letters(random, random.nextInt(1, 5));
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      int from = random.nextInt(bytes.length + 1);
      int to = random.nextInt(from, bytes.length + 1);
      int found = text.substring(from, to).indexOf(needle);
      assertEquals(
          found < 0 ? -1 : from + found,
          new ByteSearch(needle.getBytes(StandardCharsets.US_ASCII)).indexIn(bytes, from, to),
          text + ", " + needle + ", seed " + seed);
    }
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }
}
