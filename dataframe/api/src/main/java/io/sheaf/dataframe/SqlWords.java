package io.sheaf.dataframe;

import io.sheaf.columnar.client.ClientSession.FunctionNames;
import java.util.Arrays;
import java.util.List;

/** The words of the dialect that tools ask for: functions by kind, and keywords beyond SQL:2003. */
final class SqlWords {
  static final FunctionNames FUNCTIONS =
      new FunctionNames(
          words(
              """
              ABS ACOS ASIN ATAN ATAN2 CBRT CEIL CEILING COS DEGREES EXP FLOOR LN LOG LOG10 MOD PI
              POWER RADIANS ROUND SIGN SIN SQRT TAN TRUNCATE
              """),
          words(
              """
              ASCII CHAR_LENGTH CHARACTER_LENGTH CHR CONCAT CONTAINS ENDS_WITH INITCAP LEFT LENGTH
              LOWER LPAD LTRIM OVERLAY POSITION REGEXP_MATCHES REGEXP_REPLACE REPEAT REPLACE REVERSE
              RIGHT RPAD RTRIM SPLIT_PART STARTS_WITH STRPOS SUBSTR SUBSTRING TRIM UPPER
              """),
          words("CURRENT_DATE CURRENT_TIMESTAMP DATE_TRUNC EXTRACT LOCALTIMESTAMP"),
          words(
              """
              AVG BOOL_AND BOOL_OR COALESCE COUNT GREATEST HASH LEAST MAX MIN NULLIF
              READ_CSV READ_PARQUET STDDEV STDDEV_POP STDDEV_SAMP SUM VAR_POP VAR_SAMP VARIANCE
              """));

  static final List<String> KEYWORDS =
      words("COPY DESCRIBE EXPLAIN ILIKE LIMIT OFFSET QUALIFY REPLACE RESET SHOW TEMP VIEW");

  private SqlWords() {}

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).sorted().toList();
  }
}
