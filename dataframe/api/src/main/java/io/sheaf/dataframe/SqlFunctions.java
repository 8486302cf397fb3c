package io.sheaf.dataframe;

import io.sheaf.sql.frame.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of SQL, each by its SQL name in Java's spelling: {@code DATE_TRUNC} is {@code
 * dateTrunc}. Arguments behind the first one are columns or constants. Generated from SQL's list of
 * functions by {@code SqlFunctionsTest}.
 */
public abstract sealed class SqlFunctions permits Functions {
  SqlFunctions() {}

  private static Column call(String name, boolean distinct, List<Object> arguments) {
    return new Column(
        new Expression.Call(name, distinct, arguments.stream().map(Column::of).toList()));
  }

  private static List<Object> list(Object first, Object... others) {
    List<Object> all = new ArrayList<>();
    all.add(first);
    all.addAll(java.util.Arrays.asList(others));
    return all;
  }

  /** How many different combinations of values there are in which none is NULL. */
  public static Column countDistinct(Column value, Object... others) {
    return call("COUNT", true, list(value, others));
  }

  /** The sum of the different values; NULL without any. */
  public static Column sumDistinct(Column number) {
    return call("SUM", true, List.of(number));
  }

  /** The number without its sign. */
  public static Column abs(Column number) {
    return call("ABS", false, List.of(number));
  }

  /** The angle in radians of a cosine. */
  public static Column acos(Column number) {
    return call("ACOS", false, List.of(number));
  }

  /** The date so many days later. */
  public static Column addDays(Column date, Object days) {
    return call("ADD_DAYS", false, List.of(date, days));
  }

  /** One of the values. */
  public static Column anyValue(Column value) {
    return call("ANY_VALUE", false, List.of(value));
  }

  /** As {@link #anyValue(Column)} of the column of this name. */
  public static Column anyValue(String value) {
    return anyValue(Functions.col(value));
  }

  /** How many different values there are, which is counted. */
  public static Column approxCountDistinct(Column value) {
    return call("APPROX_COUNT_DISTINCT", false, List.of(value));
  }

  /** As {@link #approxCountDistinct(Column)} of the column of this name. */
  public static Column approxCountDistinct(String value) {
    return approxCountDistinct(Functions.col(value));
  }

  /** The code point of the first character. */
  public static Column ascii(Column text) {
    return call("ASCII", false, List.of(text));
  }

  /** The angle in radians of a sine. */
  public static Column asin(Column number) {
    return call("ASIN", false, List.of(number));
  }

  /** The angle in radians of a tangent. */
  public static Column atan(Column number) {
    return call("ATAN", false, List.of(number));
  }

  /** The angle in radians of the point (x, y). */
  public static Column atan2(Column y, Object x) {
    return call("ATAN2", false, List.of(y, x));
  }

  /** The mean of the values; NULL without any. */
  public static Column avg(Column number) {
    return call("AVG", false, List.of(number));
  }

  /** As {@link #avg(Column)} of the column of this name. */
  public static Column avg(String number) {
    return avg(Functions.col(number));
  }

  /** Whether all are true; NULL without any. */
  public static Column boolAnd(Column condition) {
    return call("BOOL_AND", false, List.of(condition));
  }

  /** As {@link #boolAnd(Column)} of the column of this name. */
  public static Column boolAnd(String condition) {
    return boolAnd(Functions.col(condition));
  }

  /** Whether one is true; NULL without any. */
  public static Column boolOr(Column condition) {
    return call("BOOL_OR", false, List.of(condition));
  }

  /** As {@link #boolOr(Column)} of the column of this name. */
  public static Column boolOr(String condition) {
    return boolOr(Functions.col(condition));
  }

  /** The cube root. */
  public static Column cbrt(Column number) {
    return call("CBRT", false, List.of(number));
  }

  /** The smallest whole number that is not below. */
  public static Column ceil(Column number) {
    return call("CEIL", false, List.of(number));
  }

  /** The smallest whole number that is not below. */
  public static Column ceiling(Column number) {
    return call("CEILING", false, List.of(number));
  }

  /** How many characters the text has. */
  public static Column characterLength(Column text) {
    return call("CHARACTER_LENGTH", false, List.of(text));
  }

  /** How many characters the text has. */
  public static Column charLength(Column text) {
    return call("CHAR_LENGTH", false, List.of(text));
  }

  /** The character of a code point. */
  public static Column chr(Column code) {
    return call("CHR", false, List.of(code));
  }

  /** The first value that is not NULL. */
  public static Column coalesce(Column value, Object... others) {
    return call("COALESCE", false, list(value, others));
  }

  /** The values as one text; NULLs count as empty. */
  public static Column concat(Column value, Object... others) {
    return call("CONCAT", false, list(value, others));
  }

  /** Whether the text holds the part. */
  public static Column contains(Column text, Object part) {
    return call("CONTAINS", false, List.of(text, part));
  }

  /** The correlation of two numbers, from -1 to 1; NULL where one never changes. */
  public static Column corr(Column y, Object x) {
    return call("CORR", false, List.of(y, x));
  }

  /** The cosine of an angle in radians. */
  public static Column cos(Column angle) {
    return call("COS", false, List.of(angle));
  }

  /** How many rows there are. */
  public static Column count() {
    return call("COUNT", false, List.of(Functions.col("*")));
  }

  /** How many values are not NULL. */
  public static Column count(Column value) {
    return call("COUNT", false, List.of(value));
  }

  /** As {@link #count(Column)} of the column of this name. */
  public static Column count(String value) {
    return count(Functions.col(value));
  }

  /** The covariance of all pairs. */
  public static Column covarPop(Column y, Object x) {
    return call("COVAR_POP", false, List.of(y, x));
  }

  /** The covariance of a sample of pairs; NULL of less than two. */
  public static Column covarSamp(Column y, Object x) {
    return call("COVAR_SAMP", false, List.of(y, x));
  }

  /** Which part of the rows comes not behind the row, up to 1. */
  public static Column cumeDist() {
    return call("CUME_DIST", false, List.of());
  }

  /** The date in the session's zone when the query is planned. */
  public static Column currentDate() {
    return call("CURRENT_DATE", false, List.of());
  }

  /** The time of day in the session's zone when the query is planned. */
  public static Column currentTime() {
    return call("CURRENT_TIME", false, List.of());
  }

  /** The moment when the query is planned. */
  public static Column currentTimestamp() {
    return call("CURRENT_TIMESTAMP", false, List.of());
  }

  /** The part of that name of a date or time, as year or minute. */
  public static Column datePart(String part, Object time) {
    return call("DATE_PART", false, List.of(part, time));
  }

  /** The time cut to the begin of its unit, as month or hour. */
  public static Column dateTrunc(String unit, Object time) {
    return call("DATE_TRUNC", false, List.of(unit, time));
  }

  /** The day of the month, from 1. */
  public static Column dayofmonth(Column time) {
    return call("DAYOFMONTH", false, List.of(time));
  }

  /** The day of the week, from 1 for Sunday. */
  public static Column dayofweek(Column time) {
    return call("DAYOFWEEK", false, List.of(time));
  }

  /** The day of the year, from 1. */
  public static Column dayofyear(Column time) {
    return call("DAYOFYEAR", false, List.of(time));
  }

  /** An angle in degrees. */
  public static Column degrees(Column radians) {
    return call("DEGREES", false, List.of(radians));
  }

  /** The row's rank, counted without gaps. */
  public static Column denseRank() {
    return call("DENSE_RANK", false, List.of());
  }

  /** Whether the text ends so. */
  public static Column endsWith(Column text, Object tail) {
    return call("ENDS_WITH", false, List.of(text, tail));
  }

  /** Whether all are true; NULL without any. */
  public static Column every(Column condition) {
    return call("EVERY", false, List.of(condition));
  }

  /** As {@link #every(Column)} of the column of this name. */
  public static Column every(String condition) {
    return every(Functions.col(condition));
  }

  /** Euler's number to this power. */
  public static Column exp(Column number) {
    return call("EXP", false, List.of(number));
  }

  /** The value of the first row. */
  public static Column firstValue(Column value) {
    return call("FIRST_VALUE", false, List.of(value));
  }

  /** The largest whole number that is not above. */
  public static Column floor(Column number) {
    return call("FLOOR", false, List.of(number));
  }

  /** The greatest value; NULLs are left aside. */
  public static Column greatest(Column value, Object... others) {
    return call("GREATEST", false, list(value, others));
  }

  /** A number that equal values share. */
  public static Column hash(Column value, Object... others) {
    return call("HASH", false, list(value, others));
  }

  /** The hour, from 0. */
  public static Column hour(Column time) {
    return call("HOUR", false, List.of(time));
  }

  /** The value, or the other where it is NULL. */
  public static Column ifnull(Column value, Object other) {
    return call("IFNULL", false, List.of(value, other));
  }

  /** The text with each word's first letter in upper case. */
  public static Column initcap(Column text) {
    return call("INITCAP", false, List.of(text));
  }

  /** The value so many rows before, 1 if not said. */
  public static Column lag(Column value) {
    return call("LAG", false, List.of(value));
  }

  /** The value so many rows before, 1 if not said. */
  public static Column lag(Column value, Object distance) {
    return call("LAG", false, List.of(value, distance));
  }

  /** The value so many rows before, 1 if not said. */
  public static Column lag(Column value, Object distance, Object otherwise) {
    return call("LAG", false, List.of(value, distance, otherwise));
  }

  /** The value of the last row. */
  public static Column lastValue(Column value) {
    return call("LAST_VALUE", false, List.of(value));
  }

  /** The value so many rows behind, 1 if not said. */
  public static Column lead(Column value) {
    return call("LEAD", false, List.of(value));
  }

  /** The value so many rows behind, 1 if not said. */
  public static Column lead(Column value, Object distance) {
    return call("LEAD", false, List.of(value, distance));
  }

  /** The value so many rows behind, 1 if not said. */
  public static Column lead(Column value, Object distance, Object otherwise) {
    return call("LEAD", false, List.of(value, distance, otherwise));
  }

  /** The least value; NULLs are left aside. */
  public static Column least(Column value, Object... others) {
    return call("LEAST", false, list(value, others));
  }

  /** The first characters. */
  public static Column left(Column text, Object length) {
    return call("LEFT", false, List.of(text, length));
  }

  /** How many characters the text has. */
  public static Column length(Column text) {
    return call("LENGTH", false, List.of(text));
  }

  /** The natural logarithm. */
  public static Column ln(Column number) {
    return call("LN", false, List.of(number));
  }

  /** The time of day in the session's zone when the query is planned. */
  public static Column localtime() {
    return call("LOCALTIME", false, List.of());
  }

  /** Date and time in the session's zone when the query is planned. */
  public static Column localtimestamp() {
    return call("LOCALTIMESTAMP", false, List.of());
  }

  /** The logarithm to base 10. */
  public static Column log(Column number) {
    return call("LOG", false, List.of(number));
  }

  /** The logarithm to base 10. */
  public static Column log10(Column number) {
    return call("LOG10", false, List.of(number));
  }

  /** The logarithm to base 2. */
  public static Column log2(Column number) {
    return call("LOG2", false, List.of(number));
  }

  /** The text in lower case. */
  public static Column lower(Column text) {
    return call("LOWER", false, List.of(text));
  }

  /** The text brought to a length at its left side, with blanks or a filling. */
  public static Column lpad(Column text, Object length) {
    return call("LPAD", false, List.of(text, length));
  }

  /** The text brought to a length at its left side, with blanks or a filling. */
  public static Column lpad(Column text, Object length, Object filling) {
    return call("LPAD", false, List.of(text, length, filling));
  }

  /** The text without the blanks before it. */
  public static Column ltrim(Column text) {
    return call("LTRIM", false, List.of(text));
  }

  /** The greatest value; NULL without any. */
  public static Column max(Column value) {
    return call("MAX", false, List.of(value));
  }

  /** As {@link #max(Column)} of the column of this name. */
  public static Column max(String value) {
    return max(Functions.col(value));
  }

  /** The MD5 hash in hexadecimal digits. */
  public static Column md5(Column text) {
    return call("MD5", false, List.of(text));
  }

  /** The least value; NULL without any. */
  public static Column min(Column value) {
    return call("MIN", false, List.of(value));
  }

  /** As {@link #min(Column)} of the column of this name. */
  public static Column min(String value) {
    return min(Functions.col(value));
  }

  /** The minute, from 0. */
  public static Column minute(Column time) {
    return call("MINUTE", false, List.of(time));
  }

  /** The remainder of a division, with the number's sign. */
  public static Column mod(Column number, Object divisor) {
    return call("MOD", false, List.of(number, divisor));
  }

  /** The month, from 1. */
  public static Column month(Column time) {
    return call("MONTH", false, List.of(time));
  }

  /** The value of the row at a place, from 1. */
  public static Column nthValue(Column value, Object place) {
    return call("NTH_VALUE", false, List.of(value, place));
  }

  /** Which of so many parts of about one size the row is in, from 1. */
  public static Column ntile(Object parts) {
    return call("NTILE", false, List.of(parts));
  }

  /** The value, or NULL where it equals the other. */
  public static Column nullif(Column value, Object other) {
    return call("NULLIF", false, List.of(value, other));
  }

  /** The value, or the other where it is NULL. */
  public static Column nvl(Column value, Object other) {
    return call("NVL", false, List.of(value, other));
  }

  /** How many bytes a text in UTF-8 or a binary value has. */
  public static Column octetLength(Column value) {
    return call("OCTET_LENGTH", false, List.of(value));
  }

  /** The text with the characters from a place on replaced. */
  public static Column overlay(Column text, Object replacement, Object start) {
    return call("OVERLAY", false, List.of(text, replacement, start));
  }

  /** The text with the characters from a place on replaced. */
  public static Column overlay(Column text, Object replacement, Object start, Object length) {
    return call("OVERLAY", false, List.of(text, replacement, start, length));
  }

  /** The row's rank as a part of the rows, from 0 to 1. */
  public static Column percentRank() {
    return call("PERCENT_RANK", false, List.of());
  }

  /** The number pi. */
  public static Column pi() {
    return call("PI", false, List.of());
  }

  /** Where the part begins in the text, from 1; 0 where it is not there. */
  public static Column position(Column part, Object text) {
    return call("POSITION", false, List.of(part, text));
  }

  /** The base to a power. */
  public static Column pow(Column base, Object exponent) {
    return call("POW", false, List.of(base, exponent));
  }

  /** The base to a power. */
  public static Column power(Column base, Object exponent) {
    return call("POWER", false, List.of(base, exponent));
  }

  /** The quarter of the year, from 1. */
  public static Column quarter(Column time) {
    return call("QUARTER", false, List.of(time));
  }

  /** An angle in radians. */
  public static Column radians(Column degrees) {
    return call("RADIANS", false, List.of(degrees));
  }

  /** The row's rank, which rows share that the order does not tell apart. */
  public static Column rank() {
    return call("RANK", false, List.of());
  }

  /** Whether a part of the text matches a regular expression. */
  public static Column regexpLike(Column text, Object pattern) {
    return call("REGEXP_LIKE", false, List.of(text, pattern));
  }

  /** Whether a part of the text matches a regular expression. */
  public static Column regexpMatches(Column text, Object pattern) {
    return call("REGEXP_MATCHES", false, List.of(text, pattern));
  }

  /** The text with each match of a regular expression replaced. */
  public static Column regexpReplace(Column text, Object pattern, Object replacement) {
    return call("REGEXP_REPLACE", false, List.of(text, pattern, replacement));
  }

  /** The mean of x in the rows that have both values. */
  public static Column regrAvgx(Column y, Object x) {
    return call("REGR_AVGX", false, List.of(y, x));
  }

  /** The mean of y in the rows that have both values. */
  public static Column regrAvgy(Column y, Object x) {
    return call("REGR_AVGY", false, List.of(y, x));
  }

  /** How many rows have both values. */
  public static Column regrCount(Column y, Object x) {
    return call("REGR_COUNT", false, List.of(y, x));
  }

  /** Where the line that fits best meets the axis of y. */
  public static Column regrIntercept(Column y, Object x) {
    return call("REGR_INTERCEPT", false, List.of(y, x));
  }

  /** How well the best line fits, from 0 to 1. */
  public static Column regrR2(Column y, Object x) {
    return call("REGR_R2", false, List.of(y, x));
  }

  /** The slope of the line that fits best; NULL where x never changes. */
  public static Column regrSlope(Column y, Object x) {
    return call("REGR_SLOPE", false, List.of(y, x));
  }

  /** The sum of the squared distances of x from its mean. */
  public static Column regrSxx(Column y, Object x) {
    return call("REGR_SXX", false, List.of(y, x));
  }

  /** The sum of the products of both distances from their means. */
  public static Column regrSxy(Column y, Object x) {
    return call("REGR_SXY", false, List.of(y, x));
  }

  /** The sum of the squared distances of y from its mean. */
  public static Column regrSyy(Column y, Object x) {
    return call("REGR_SYY", false, List.of(y, x));
  }

  /** The text so many times. */
  public static Column repeat(Column text, Object times) {
    return call("REPEAT", false, List.of(text, times));
  }

  /** The text with each part replaced. */
  public static Column replace(Column text, Object part, Object replacement) {
    return call("REPLACE", false, List.of(text, part, replacement));
  }

  /** The characters from last to first. */
  public static Column reverse(Column text) {
    return call("REVERSE", false, List.of(text));
  }

  /** The last characters. */
  public static Column right(Column text, Object length) {
    return call("RIGHT", false, List.of(text, length));
  }

  /** The number rounded half away from zero, to so many digits. */
  public static Column round(Column number) {
    return call("ROUND", false, List.of(number));
  }

  /** The number rounded half away from zero, to so many digits. */
  public static Column round(Column number, Object digits) {
    return call("ROUND", false, List.of(number, digits));
  }

  /** The row's number, from 1. */
  public static Column rowNumber() {
    return call("ROW_NUMBER", false, List.of());
  }

  /** The text brought to a length at its right side, with blanks or a filling. */
  public static Column rpad(Column text, Object length) {
    return call("RPAD", false, List.of(text, length));
  }

  /** The text brought to a length at its right side, with blanks or a filling. */
  public static Column rpad(Column text, Object length, Object filling) {
    return call("RPAD", false, List.of(text, length, filling));
  }

  /** The text without the blanks behind it. */
  public static Column rtrim(Column text) {
    return call("RTRIM", false, List.of(text));
  }

  /** The whole second, from 0. */
  public static Column second(Column time) {
    return call("SECOND", false, List.of(time));
  }

  /** -1, 0 or 1. */
  public static Column sign(Column number) {
    return call("SIGN", false, List.of(number));
  }

  /** The sine of an angle in radians. */
  public static Column sin(Column angle) {
    return call("SIN", false, List.of(angle));
  }

  /** Whether one is true; NULL without any. */
  public static Column some(Column condition) {
    return call("SOME", false, List.of(condition));
  }

  /** As {@link #some(Column)} of the column of this name. */
  public static Column some(String condition) {
    return some(Functions.col(condition));
  }

  /** The piece between separators at a place, from 1. */
  public static Column splitPart(Column text, Object separator, Object place) {
    return call("SPLIT_PART", false, List.of(text, separator, place));
  }

  /** The square root. */
  public static Column sqrt(Column number) {
    return call("SQRT", false, List.of(number));
  }

  /** Whether the text begins so. */
  public static Column startsWith(Column text, Object head) {
    return call("STARTS_WITH", false, List.of(text, head));
  }

  /** The standard deviation of a sample. */
  public static Column stddev(Column number) {
    return call("STDDEV", false, List.of(number));
  }

  /** As {@link #stddev(Column)} of the column of this name. */
  public static Column stddev(String number) {
    return stddev(Functions.col(number));
  }

  /** The standard deviation of all. */
  public static Column stddevPop(Column number) {
    return call("STDDEV_POP", false, List.of(number));
  }

  /** As {@link #stddevPop(Column)} of the column of this name. */
  public static Column stddevPop(String number) {
    return stddevPop(Functions.col(number));
  }

  /** The standard deviation of a sample. */
  public static Column stddevSamp(Column number) {
    return call("STDDEV_SAMP", false, List.of(number));
  }

  /** As {@link #stddevSamp(Column)} of the column of this name. */
  public static Column stddevSamp(String number) {
    return stddevSamp(Functions.col(number));
  }

  /** Where the part begins in the text, from 1; 0 where it is not there. */
  public static Column strpos(Column text, Object part) {
    return call("STRPOS", false, List.of(text, part));
  }

  /** The characters from a place on, which counts from 1. */
  public static Column substr(Column text, Object start) {
    return call("SUBSTR", false, List.of(text, start));
  }

  /** The characters from a place on, which counts from 1. */
  public static Column substr(Column text, Object start, Object length) {
    return call("SUBSTR", false, List.of(text, start, length));
  }

  /** The characters from a place on, which counts from 1. */
  public static Column substring(Column text, Object start) {
    return call("SUBSTRING", false, List.of(text, start));
  }

  /** The characters from a place on, which counts from 1. */
  public static Column substring(Column text, Object start, Object length) {
    return call("SUBSTRING", false, List.of(text, start, length));
  }

  /** The sum of the values; NULL without any. */
  public static Column sum(Column number) {
    return call("SUM", false, List.of(number));
  }

  /** As {@link #sum(Column)} of the column of this name. */
  public static Column sum(String number) {
    return sum(Functions.col(number));
  }

  /** The tangent of an angle in radians. */
  public static Column tan(Column angle) {
    return call("TAN", false, List.of(angle));
  }

  /** The text without the blanks around it. */
  public static Column trim(Column text) {
    return call("TRIM", false, List.of(text));
  }

  /** The number cut to so many digits. */
  public static Column truncate(Column number) {
    return call("TRUNCATE", false, List.of(number));
  }

  /** The number cut to so many digits. */
  public static Column truncate(Column number, Object digits) {
    return call("TRUNCATE", false, List.of(number, digits));
  }

  /** The text in upper case. */
  public static Column upper(Column text) {
    return call("UPPER", false, List.of(text));
  }

  /** The variance of a sample. */
  public static Column variance(Column number) {
    return call("VARIANCE", false, List.of(number));
  }

  /** As {@link #variance(Column)} of the column of this name. */
  public static Column variance(String number) {
    return variance(Functions.col(number));
  }

  /** The variance of all. */
  public static Column varPop(Column number) {
    return call("VAR_POP", false, List.of(number));
  }

  /** As {@link #varPop(Column)} of the column of this name. */
  public static Column varPop(String number) {
    return varPop(Functions.col(number));
  }

  /** The variance of a sample. */
  public static Column varSamp(Column number) {
    return call("VAR_SAMP", false, List.of(number));
  }

  /** As {@link #varSamp(Column)} of the column of this name. */
  public static Column varSamp(String number) {
    return varSamp(Functions.col(number));
  }

  /** The week of the year as ISO counts. */
  public static Column week(Column time) {
    return call("WEEK", false, List.of(time));
  }

  /** The year. */
  public static Column year(Column time) {
    return call("YEAR", false, List.of(time));
  }
}
