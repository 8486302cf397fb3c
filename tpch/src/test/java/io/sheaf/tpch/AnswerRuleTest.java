package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerRuleTest {
  private static final AnswerRule PLAIN = new AnswerRule(List.of(), List.of());

  private static List<List<String>> rows(String... lines) {
    return Arrays.stream(lines).map(line -> Arrays.asList(line.split(","))).toList();
  }

  @Test
  void rowsAreASetAndNumbersHaveNoScale() {
    assertTrue(PLAIN.difference(rows("a,1.50", "b,2"), rows("b,2.00", "a,1.5")).isEmpty());
    assertTrue(PLAIN.difference(rows("a,1.5"), rows("a,1.51")).isPresent());
    assertTrue(PLAIN.difference(rows("a,1", "a,1"), rows("a,1")).isPresent());
    assertTrue(PLAIN.difference(rows("a,1", "a,1", "b,1"), rows("a,1", "b,1", "b,1")).isPresent());
  }

  @Test
  void averagesMayDifferInTheLastDigit() {
    AnswerRule rule = new AnswerRule(List.of(1), List.of());
    assertTrue(rule.difference(rows("a,25.505975"), rows("a,25.51")).isEmpty());
    assertTrue(rule.difference(rows("a,25.505975"), rows("a,25.52")).isPresent());
    assertTrue(rule.difference(rows("a,1000000"), rows("a,1000000.9")).isEmpty());
    assertTrue(AnswerRule.nearlyEqual(null, null));
    assertFalse(AnswerRule.nearlyEqual(null, "0"));
  }

  @Test
  void numbersWithoutAFractionWereNotRounded() {
    assertFalse(AnswerRule.nearlyEqual("25.505975", "26"));
    assertFalse(AnswerRule.nearlyEqual("0", "0.4"));
    assertFalse(AnswerRule.nearlyEqual("1000000", "1000001"));
    assertTrue(AnswerRule.nearlyEqual("26", "26.000"));
    assertTrue(AnswerRule.nearlyEqual("26.00001", "26"));
  }

  @Test
  void theOrderIsChecked() {
    AnswerRule rule = new AnswerRule(List.of(), List.of(~1, 0));
    assertTrue(rule.difference(rows("a,9", "b,10"), rows("b,10", "a,9")).isEmpty());
    assertEquals(
        "row [b, 10] is out of order",
        rule.difference(rows("a,9", "b,10"), rows("a,9", "b,10")).orElseThrow());
  }

  @Test
  void answersOfAllScalesAreThere() {
    for (String scale : List.of("0.01", "0.1", "1", "10.0")) {
      for (int query : TpchQueries.all()) {
        assertTrue(TpchAnswers.rows(query, new BigDecimal(scale)).isPresent(), scale + " " + query);
      }
    }
    assertTrue(TpchAnswers.rows(1, new BigDecimal("3")).isEmpty());
    assertEquals(
        List.of(Arrays.asList((String) null)),
        TpchAnswers.rows(17, new BigDecimal("0.01")).orElseThrow());
  }

  @Test
  void queryElevenFollowsTheScale() {
    assertTrue(TpchQueries.text(11, BigDecimal.ONE).contains(" * 0.0001\n"));
    assertTrue(TpchQueries.text(11, new BigDecimal("0.01")).contains(" * 0.01\n"));
    assertTrue(TpchQueries.text(11, BigDecimal.TEN).contains(" * 0.00001\n"));
  }

  @Test
  void rangesOfQueriesAreSortedAndUnique() {
    assertEquals(List.of(1, 5, 6, 7), TpchQueries.parse("5-7,1,6"));
  }
}
