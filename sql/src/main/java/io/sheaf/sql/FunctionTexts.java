package io.sheaf.sql;

/** What {@link FunctionSignature} tells of functions, one a line. */
final class FunctionTexts {
  static final String SCALAR =
      """
      ABS(number) The number without its sign.
      ACOS(number) The angle in radians of a cosine.
      ADD_DAYS(date, days) The date so many days later.
      ASCII(text) The code point of the first character.
      ASIN(number) The angle in radians of a sine.
      ATAN(number) The angle in radians of a tangent.
      ATAN2(y, x) The angle in radians of the point (x, y).
      CBRT(number) The cube root.
      CEIL(number) The smallest whole number that is not below.
      CEILING(number) The smallest whole number that is not below.
      CHAR_LENGTH(text) How many characters the text has.
      CHARACTER_LENGTH(text) How many characters the text has.
      CHR(code) The character of a code point.
      COALESCE(value, others...) The first value that is not NULL.
      CONCAT(value, others...) The values as one text; NULLs count as empty.
      CONTAINS(text, part) Whether the text holds the part.
      COS(angle) The cosine of an angle in radians.
      CURRENT_DATE() The date in the session's zone when the query is planned.
      CURRENT_TIME() The time of day in the session's zone when the query is planned.
      CURRENT_TIMESTAMP() The moment when the query is planned.
      DATE_PART(part, time) The part of that name of a date or time, as year or minute.
      DATE_TRUNC(unit, time) The time cut to the begin of its unit, as month or hour.
      DAYOFMONTH(time) The day of the month, from 1.
      DAYOFWEEK(time) The day of the week, from 1 for Sunday.
      DAYOFYEAR(time) The day of the year, from 1.
      DEGREES(radians) An angle in degrees.
      ENDS_WITH(text, tail) Whether the text ends so.
      EXP(number) Euler's number to this power.
      FLOOR(number) The largest whole number that is not above.
      GREATEST(value, others...) The greatest value; NULLs are left aside.
      HASH(value, others...) A number that equal values share.
      HOUR(time) The hour, from 0.
      IFNULL(value, other) The value, or the other where it is NULL.
      INITCAP(text) The text with each word's first letter in upper case.
      LEAST(value, others...) The least value; NULLs are left aside.
      LEFT(text, length) The first characters.
      LENGTH(text) How many characters the text has.
      LN(number) The natural logarithm.
      LOCALTIME() The time of day in the session's zone when the query is planned.
      LOCALTIMESTAMP() Date and time in the session's zone when the query is planned.
      LOG(number) The logarithm to base 10.
      LOG10(number) The logarithm to base 10.
      LOG2(number) The logarithm to base 2.
      LOWER(text) The text in lower case.
      LPAD(text, length, filling?) The text brought to a length at its left side, with blanks or a filling.
      LTRIM(text) The text without the blanks before it.
      MD5(text) The MD5 hash in hexadecimal digits.
      MINUTE(time) The minute, from 0.
      MOD(number, divisor) The remainder of a division, with the number's sign.
      MONTH(time) The month, from 1.
      NULLIF(value, other) The value, or NULL where it equals the other.
      NVL(value, other) The value, or the other where it is NULL.
      OCTET_LENGTH(value) How many bytes a text in UTF-8 or a binary value has.
      OVERLAY(text, replacement, start, length?) The text with the characters from a place on replaced.
      PI() The number pi.
      POSITION(part, text) Where the part begins in the text, from 1; 0 where it is not there.
      POW(base, exponent) The base to a power.
      POWER(base, exponent) The base to a power.
      QUARTER(time) The quarter of the year, from 1.
      RADIANS(degrees) An angle in radians.
      REGEXP_LIKE(text, pattern) Whether a part of the text matches a regular expression.
      REGEXP_MATCHES(text, pattern) Whether a part of the text matches a regular expression.
      REGEXP_REPLACE(text, pattern, replacement) The text with each match of a regular expression replaced.
      REPEAT(text, times) The text so many times.
      REPLACE(text, part, replacement) The text with each part replaced.
      REVERSE(text) The characters from last to first.
      RIGHT(text, length) The last characters.
      ROUND(number, digits?) The number rounded half away from zero, to so many digits.
      RPAD(text, length, filling?) The text brought to a length at its right side, with blanks or a filling.
      RTRIM(text) The text without the blanks behind it.
      SECOND(time) The whole second, from 0.
      SIGN(number) -1, 0 or 1.
      SIN(angle) The sine of an angle in radians.
      SPLIT_PART(text, separator, place) The piece between separators at a place, from 1.
      SQRT(number) The square root.
      STARTS_WITH(text, head) Whether the text begins so.
      STRPOS(text, part) Where the part begins in the text, from 1; 0 where it is not there.
      SUBSTR(text, start, length?) The characters from a place on, which counts from 1.
      SUBSTRING(text, start, length?) The characters from a place on, which counts from 1.
      TAN(angle) The tangent of an angle in radians.
      TRIM(text, characters?) The text without the blanks, or these characters, around it.
      TRUNCATE(number, digits?) The number cut to so many digits.
      TYPEOF(value) The name of the value's type.
      UPPER(text) The text in upper case.
      WEEK(time) The week of the year as ISO counts.
      YEAR(time) The year.
      """;

  static final String AGGREGATE =
      """
      APPROX_QUANTILE(value, fraction) The value at a fraction of the rows, which is computed; of numbers between the two nearest.
      ARG_MAX(value, key) The value where the key is greatest.
      ARG_MIN(value, key) The value where the key is least.
      BIT_AND(number) The bits that all numbers have.
      BIT_OR(number) The bits that one of the numbers has.
      BIT_XOR(number) The bits that an odd number of the numbers has.
      ENTROPY(value) The entropy of how frequent the values are, in bits.
      GROUP_CONCAT(value, separator?) The values as one text, with commas or a separator between them.
      KURTOSIS(number) How heavy the tails of a sample are, 0 as for the normal distribution.
      KURTOSIS_POP(number) How heavy the tails are, 0 as for the normal distribution.
      LAST(value) The last value that is not NULL, in the order in which rows come.
      LISTAGG(value, separator?) The values as one text, with commas or a separator between them.
      MAD(number) The median of the distances from the median.
      MAX_BY(value, key) The value where the key is greatest.
      MEDIAN(value) The value in the middle; of numbers between the two nearest.
      MIN_BY(value, key) The value where the key is least.
      MODE(value) The value that is most frequent, of several the least.
      PERCENTILE(value, fraction) The value at a fraction of the rows; of numbers between the two nearest.
      PRODUCT(number) The product of the numbers.
      QUANTILE(value, fraction) The value at a fraction of the rows.
      QUANTILE_CONT(value, fraction) The value at a fraction of the rows; of numbers between the two nearest.
      QUANTILE_DISC(value, fraction) The value at a fraction of the rows.
      QUANTILE_DISC_DESC(value, fraction) The value at a fraction of the rows from the greatest to the least.
      SKEWNESS(number) How much a sample leans to one side.
      STRING_AGG(value, separator?) The values as one text, with commas or a separator between them.
      ANY_VALUE(value) One of the values.
      APPROX_COUNT_DISTINCT(value) How many different values there are, which is counted.
      AVG(number) The mean of the values; NULL without any.
      BOOL_AND(condition) Whether all are true; NULL without any.
      BOOL_OR(condition) Whether one is true; NULL without any.
      CORR(y, x) The correlation of two numbers, from -1 to 1; NULL where one never changes.
      COUNT(value?) How many values are not NULL; without a value, how many rows there are.
      COVAR_POP(y, x) The covariance of all pairs.
      COVAR_SAMP(y, x) The covariance of a sample of pairs; NULL of less than two.
      EVERY(condition) Whether all are true; NULL without any.
      MAX(value) The greatest value; NULL without any.
      MIN(value) The least value; NULL without any.
      REGR_AVGX(y, x) The mean of x in the rows that have both values.
      REGR_AVGY(y, x) The mean of y in the rows that have both values.
      REGR_COUNT(y, x) How many rows have both values.
      REGR_INTERCEPT(y, x) Where the line that fits best meets the axis of y.
      REGR_R2(y, x) How well the best line fits, from 0 to 1.
      REGR_SLOPE(y, x) The slope of the line that fits best; NULL where x never changes.
      REGR_SXX(y, x) The sum of the squared distances of x from its mean.
      REGR_SXY(y, x) The sum of the products of both distances from their means.
      REGR_SYY(y, x) The sum of the squared distances of y from its mean.
      SOME(condition) Whether one is true; NULL without any.
      STDDEV(number) The standard deviation of a sample.
      STDDEV_POP(number) The standard deviation of all.
      STDDEV_SAMP(number) The standard deviation of a sample.
      SUM(number) The sum of the values; NULL without any.
      VAR_POP(number) The variance of all.
      VAR_SAMP(number) The variance of a sample.
      VARIANCE(number) The variance of a sample.
      """;

  static final String WINDOW =
      """
      CUME_DIST() Which part of the rows comes not behind the row, up to 1.
      DENSE_RANK() The row's rank, counted without gaps.
      FIRST_VALUE(value) The value of the first row.
      LAG(value, distance?, otherwise?) The value so many rows before, 1 if not said.
      LAST_VALUE(value) The value of the last row.
      LEAD(value, distance?, otherwise?) The value so many rows behind, 1 if not said.
      NTH_VALUE(value, place) The value of the row at a place, from 1.
      NTILE(parts) Which of so many parts of about one size the row is in, from 1.
      PERCENT_RANK() The row's rank as a part of the rows, from 0 to 1.
      RANK() The row's rank, which rows share that the order does not tell apart.
      ROW_NUMBER() The row's number, from 1.
      """;

  private FunctionTexts() {}
}
