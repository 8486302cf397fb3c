package io.sheaf.sql.validate;

/**
 * Functions that are other functions: name and parameters, what they stand for, and what {@link
 * io.sheaf.sql.FunctionSignature} tells of them. A name may stand there with several numbers of
 * parameters.
 */
public final class DefinedFunctions {
  public static final String SCALAR =
      """
      ADD_MONTHS(date, months) = CAST(date AS DATE) + months * INTERVAL '1' MONTH -- The date so many months later.
      BITXOR(a, b) = XOR(a, b) -- The bits that one of the numbers has and the other has not.
      BIT_LENGTH(text) = 8 * OCTET_LENGTH(text) -- How many bits the text has in UTF-8.
      BTRIM(text) = TRIM(text) -- The text without the blanks around it.
      BTRIM(text, characters) = TRIM(BOTH characters FROM text) -- The text without these characters around it.
      CHAR(code) = CHR(code) -- The character of a code point.
      CHARINDEX(part, text) = POSITION(part IN text) -- Where the part begins in the text, from 1; 0 where it is not there.
      CSC(angle) = 1 / SIN(angle) -- The cosecant of an angle in radians.
      CURDATE() = CURRENT_DATE -- The date in the session's zone when the query is planned.
      DATEDIFF(later, earlier) = DATE_DIFF('day', earlier, later) -- The days between two dates.
      DATEDIFF(unit, earlier, later) = DATE_DIFF(unit, earlier, later) -- How many borders of a unit, as month or hour, lie between two times.
      DATEPART(part, time) = DATE_PART(part, time) -- The part of that name of a date or time, as year or minute.
      DATETRUNC(unit, time) = DATE_TRUNC(unit, time) -- The time cut to the begin of its unit, as month or hour.
      DATE_FROM_UNIX_DATE(days) = DATE '1970-01-01' + CAST(days AS INTEGER) -- The date so many days after 1970.
      DAY(time) = EXTRACT(DAY FROM time) -- The day of the month, from 1.
      DECADE(time) = EXTRACT(YEAR FROM time) / 10 -- The year without its last digit.
      DIV(number, divisor) = TRUNCATE(number / divisor) -- The whole part of a quotient.
      E() = EXP(1) -- Euler's number.
      EDITDIST3(a, b) = LEVENSHTEIN(a, b) -- How many edits of a character make one text the other.
      EPOCH(time) = EXTRACT(EPOCH FROM time) -- The whole seconds since 1970.
      FIND_IN_SET(part, list) = CASE WHEN STRPOS(',' || list || ',', ',' || part || ',') = 0 THEN 0 ELSE 1 + CHAR_LENGTH(LEFT(list, STRPOS(',' || list || ',', ',' || part || ',') - 1)) - CHAR_LENGTH(REPLACE(LEFT(list, STRPOS(',' || list || ',', ',' || part || ',') - 1), ',', '')) END -- The place of a text in a list with commas, from 1; 0 where it is not there.
      HYPOT(x, y) = SQRT(CAST(x AS DOUBLE) * x + CAST(y AS DOUBLE) * y) -- The distance of the point (x, y) from (0, 0).
      IF(condition, value, otherwise) = CASE WHEN condition THEN value ELSE otherwise END -- The value where the condition is true, else the other.
      IFF(condition, value, otherwise) = CASE WHEN condition THEN value ELSE otherwise END -- The value where the condition is true, else the other.
      INSTR(text, part) = POSITION(part IN text) -- Where the part begins in the text, from 1; 0 where it is not there.
      ISNOTNULL(value) = value IS NOT NULL -- Whether there is a value.
      ISNULL(value) = value IS NULL -- Whether there is no value.
      ISODOW(time) = EXTRACT(ISODOW FROM time) -- The day of the week, from 1 for Monday.
      LCASE(text) = LOWER(text) -- The text in lower case.
      LEN(text) = CHAR_LENGTH(text) -- How many characters the text has.
      LOCATE(part, text) = POSITION(part IN text) -- Where the part begins in the text, from 1; 0 where it is not there.
      LOCATE(part, text, start) = CASE WHEN POSITION(part IN SUBSTRING(text, start)) = 0 THEN 0 ELSE POSITION(part IN SUBSTRING(text, start)) + start - 1 END -- Where the part begins in the text from a place on.
      LOG(base, number) = LN(number) / LN(base) -- The logarithm to a base.
      LTRIM(text, characters) = TRIM(LEADING characters FROM text) -- The text without these characters before it.
      MICROSECOND(time) = EXTRACT(MICROSECOND FROM time) -- The microseconds of the minute.
      MILLISECOND(time) = EXTRACT(MILLISECOND FROM time) -- The milliseconds of the minute.
      NOW() = CURRENT_TIMESTAMP -- The moment when the query is planned.
      NULLIFZERO(number) = NULLIF(number, 0) -- The number, or NULL for 0.
      NVL2(value, present, absent) = CASE WHEN value IS NOT NULL THEN present ELSE absent END -- One of two values: the first where there is a value.
      ORD(text) = ASCII(text) -- The code point of the first character.
      PMOD(number, divisor) = MOD(MOD(number, divisor) + divisor, divisor) -- The remainder of a division, with the divisor's sign.
      PREFIX(text, head) = STARTS_WITH(text, head) -- Whether the text begins so.
      REGEXP(text, expression) = REGEXP_LIKE(text, expression) -- Whether a part of the text matches a regular expression.
      RTRIM(text, characters) = TRIM(TRAILING characters FROM text) -- The text without these characters behind it.
      SEC(angle) = 1 / COS(angle) -- The secant of an angle in radians.
      SHA(text) = SHA1(text) -- The SHA-1 hash in hexadecimal digits.
      SPACE(count) = REPEAT(' ', count) -- So many blanks.
      SQUARE(number) = number * number -- The number times itself.
      SUFFIX(text, tail) = ENDS_WITH(text, tail) -- Whether the text ends so.
      TODAY() = CURRENT_DATE -- The date in the session's zone when the query is planned.
      TO_BASE64(bytes) = BASE64(bytes) -- The bytes in the letters of base 64.
      TO_DATE(value) = CAST(value AS DATE) -- The date that a text or time shows.
      TRUNC(number) = TRUNCATE(number) -- The number cut to a whole one.
      TRUNC(number, digits) = TRUNCATE(number, digits) -- The number cut to so many digits.
      TRY_DIVIDE(number, divisor) = CASE WHEN divisor <> 0 THEN number / divisor END -- The quotient; NULL for a division by zero.
      UCASE(text) = UPPER(text) -- The text in upper case.
      UNICODE(text) = ASCII(text) -- The code point of the first character.
      UNIX_DATE(date) = DATE_DIFF('day', DATE '1970-01-01', date) -- The days since 1970.
      WEEKDAY(time) = EXTRACT(ISODOW FROM time) - 1 -- The day of the week, from 0 for Monday.
      WEEKOFYEAR(time) = EXTRACT(WEEK FROM time) -- The week of the year as ISO counts.
      YEARWEEK(time) = ISOYEAR(time) * 100 + EXTRACT(WEEK FROM time) -- The ISO year and week as one number.
      ZEROIFNULL(number) = COALESCE(number, 0) -- The number, or 0 for NULL.
      """;

  public static final String AGGREGATE =
      """
      ARBITRARY(value) = ANY_VALUE(value) -- One of the values.
      COUNTIF(condition) = COUNT(CASE WHEN condition THEN 1 END) -- In how many rows the condition is true.
      COUNT_IF(condition) = COUNT(CASE WHEN condition THEN 1 END) -- In how many rows the condition is true.
      LOGICAL_AND(condition) = BOOL_AND(condition) -- Whether all are true; NULL without any.
      LOGICAL_OR(condition) = BOOL_OR(condition) -- Whether one is true; NULL without any.
      MEAN(number) = AVG(number) -- The mean of the values; NULL without any.
      SEM(number) = STDDEV_POP(number) / SQRT(COUNT(number)) -- The standard error of the mean.
      """;

  private DefinedFunctions() {}
}
