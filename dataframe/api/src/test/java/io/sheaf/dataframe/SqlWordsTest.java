package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.client.ClientSession.FunctionNames;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every function that tools are told of can be called. */
class SqlWordsTest {
  private static final List<String> CALLS =
      """
      ABS(-1) ACOS(1) ASIN(1) ATAN(1) ATAN2(1,2) CBRT(8) CEIL(1.5) CEILING(1.5) COS(1) DEGREES(1)
      EXP(1) FLOOR(1.5) LN(2) LOG(10) LOG10(10) MOD(7,3) PI() POWER(2,3) RADIANS(1) ROUND(1.25,1)
      SIGN(-2) SIN(1) SQRT(4) TAN(1) TRUNCATE(1.25,1)
      ASCII('a') CHAR_LENGTH('a') CHARACTER_LENGTH('a') CHR(65) CONCAT('a',1) CONTAINS('ab','a')
      ENDS_WITH('ab','b') INITCAP('ab') LEFT('ab',1) LENGTH('ab') LOWER('A') LPAD('a',3) LTRIM('a')
      OVERLAY('abc'PLACING'x'FROM(2)) POSITION('a'IN'ba') REGEXP_MATCHES('ab','a')
      REGEXP_REPLACE('ab','a','c') REPEAT('a',2) REPLACE('ab','a','b') REVERSE('ab') RIGHT('ab',1)
      RPAD('a',3) RTRIM('a') SPLIT_PART('a,b',',',2) STARTS_WITH('ab','a') STRPOS('ab','b')
      SUBSTR('abc',2) SUBSTRING('abc',2,1) TRIM('a') UPPER('a')
      CURRENT_DATE CURRENT_TIMESTAMP DATE_TRUNC('month',DATE'2024-01-31')
      EXTRACT(YEAR/**/FROM/**/DATE'2024-01-31') LOCALTIMESTAMP
      AVG(1) BOOL_AND(TRUE) BOOL_OR(TRUE) COALESCE(NULL,1) COUNT(*) GREATEST(1,2) HASH(1) LEAST(1,2)
      MAX(1) MIN(1) NULLIF(1,2) STDDEV(1) STDDEV_POP(1) STDDEV_SAMP(1) SUM(1) VAR_POP(1) VAR_SAMP(1)
      VARIANCE(1)
      """
          .strip()
          .lines()
          .flatMap(line -> Arrays.stream(line.strip().split(" ")))
          .toList();

  @Test
  void everyFunctionCanBeCalled() {
    try (Session session = Session.local(1)) {
      for (String call : CALLS) {
        try (Result result = session.sql("SELECT " + call)) {
          assertEquals(1, result.rows().size(), call);
        }
      }
    }
    TreeSet<String> called = new TreeSet<>(List.of("READ_CSV", "READ_PARQUET"));
    CALLS.forEach(call -> called.add(call.replaceFirst("\\(.*", "")));
    FunctionNames names = SqlWords.FUNCTIONS;
    TreeSet<String> told = new TreeSet<>();
    Stream.of(names.numeric(), names.text(), names.time(), names.other()).forEach(told::addAll);
    assertEquals(told, called);
  }
}
