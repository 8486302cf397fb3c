package io.sheaf.dataframe;

import io.sheaf.sql.frame.Expression;
import java.util.ArrayList;
import java.util.List;

/** The functions of {@link SqlFunctions} up to the letter L, generated as those are. */
public abstract sealed class SqlFunctionsToL permits SqlFunctions {
  SqlFunctionsToL() {}

  static Column call(String name, boolean distinct, List<Object> arguments) {
    return new Column(
        new Expression.Call(name, distinct, arguments.stream().map(Column::of).toList()));
  }

  static List<Object> list(Object first, Object... others) {
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

  /** The number whose hyperbolic cosine it is. */
  public static Column acosh(Column number) {
    return call("ACOSH", false, List.of(number));
  }

  /** The date so many days later. */
  public static Column addDays(Column date, Object days) {
    return call("ADD_DAYS", false, List.of(date, days));
  }

  /** The date so many months later. */
  public static Column addMonths(Column date, Object months) {
    return call("ADD_MONTHS", false, List.of(date, months));
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

  /** The value at a fraction of the rows, which is computed; of numbers between the two nearest. */
  public static Column approxQuantile(Column value, Object fraction) {
    return call("APPROX_QUANTILE", false, List.of(value, fraction));
  }

  /** One of the values. */
  public static Column arbitrary(Column value) {
    return call("ARBITRARY", false, List.of(value));
  }

  /** As {@link #arbitrary(Column)} of the column of this name. */
  public static Column arbitrary(String value) {
    return arbitrary(Functions.col(value));
  }

  /** The value where the key is greatest. */
  public static Column argMax(Column value, Object key) {
    return call("ARG_MAX", false, List.of(value, key));
  }

  /** The value where the key is least. */
  public static Column argMin(Column value, Object key) {
    return call("ARG_MIN", false, List.of(value, key));
  }

  /** The code point of the first character. */
  public static Column ascii(Column text) {
    return call("ASCII", false, List.of(text));
  }

  /** The angle in radians of a sine. */
  public static Column asin(Column number) {
    return call("ASIN", false, List.of(number));
  }

  /** The number whose hyperbolic sine it is. */
  public static Column asinh(Column number) {
    return call("ASINH", false, List.of(number));
  }

  /** The angle in radians of a tangent. */
  public static Column atan(Column number) {
    return call("ATAN", false, List.of(number));
  }

  /** The angle in radians of the point (x, y). */
  public static Column atan2(Column y, Object x) {
    return call("ATAN2", false, List.of(y, x));
  }

  /** The number whose hyperbolic tangent it is. */
  public static Column atanh(Column number) {
    return call("ATANH", false, List.of(number));
  }

  /** The mean of the values; NULL without any. */
  public static Column avg(Column number) {
    return call("AVG", false, List.of(number));
  }

  /** As {@link #avg(Column)} of the column of this name. */
  public static Column avg(String number) {
    return avg(Functions.col(number));
  }

  /** The bytes in the letters of base 64. */
  public static Column base64(Column bytes) {
    return call("BASE64", false, List.of(bytes));
  }

  /** The number in binary digits. */
  public static Column bin(Column number) {
    return call("BIN", false, List.of(number));
  }

  /** The bits that both numbers have. */
  public static Column bitand(Column a, Object b) {
    return call("BITAND", false, List.of(a, b));
  }

  /** The number with all bits turned. */
  public static Column bitnot(Column number) {
    return call("BITNOT", false, List.of(number));
  }

  /** The bits that one of the numbers has. */
  public static Column bitor(Column a, Object b) {
    return call("BITOR", false, List.of(a, b));
  }

  /** The bits that one of the numbers has and the other has not. */
  public static Column bitxor(Column a, Object b) {
    return call("BITXOR", false, List.of(a, b));
  }

  /** The bits that all numbers have. */
  public static Column bitAnd(Column number) {
    return call("BIT_AND", false, List.of(number));
  }

  /** As {@link #bitAnd(Column)} of the column of this name. */
  public static Column bitAnd(String number) {
    return bitAnd(Functions.col(number));
  }

  /** How many bits of the number are 1. */
  public static Column bitCount(Column number) {
    return call("BIT_COUNT", false, List.of(number));
  }

  /** How many bits the text has in UTF-8. */
  public static Column bitLength(Column text) {
    return call("BIT_LENGTH", false, List.of(text));
  }

  /** The bits that one of the numbers has. */
  public static Column bitOr(Column number) {
    return call("BIT_OR", false, List.of(number));
  }

  /** As {@link #bitOr(Column)} of the column of this name. */
  public static Column bitOr(String number) {
    return bitOr(Functions.col(number));
  }

  /** The bits that an odd number of the numbers has. */
  public static Column bitXor(Column number) {
    return call("BIT_XOR", false, List.of(number));
  }

  /** As {@link #bitXor(Column)} of the column of this name. */
  public static Column bitXor(String number) {
    return bitXor(Functions.col(number));
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

  /** The text without the blanks around it. */
  public static Column btrim(Column text) {
    return call("BTRIM", false, List.of(text));
  }

  /** The text without these characters around it. */
  public static Column btrim(Column text, Object characters) {
    return call("BTRIM", false, List.of(text, characters));
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

  /** The century, from 1 for the years 1 to 100. */
  public static Column century(Column time) {
    return call("CENTURY", false, List.of(time));
  }

  /** How many characters the text has. */
  public static Column characterLength(Column text) {
    return call("CHARACTER_LENGTH", false, List.of(text));
  }

  /** Where the part begins in the text, from 1; 0 where it is not there. */
  public static Column charindex(Column part, Object text) {
    return call("CHARINDEX", false, List.of(part, text));
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

  /** The number in another base. */
  public static Column conv(Column number, Object base, Object target) {
    return call("CONV", false, List.of(number, base, target));
  }

  /** The correlation of two numbers, from -1 to 1; NULL where one never changes. */
  public static Column corr(Column y, Object x) {
    return call("CORR", false, List.of(y, x));
  }

  /** The cosine of an angle in radians. */
  public static Column cos(Column angle) {
    return call("COS", false, List.of(angle));
  }

  /** The hyperbolic cosine. */
  public static Column cosh(Column number) {
    return call("COSH", false, List.of(number));
  }

  /** The cotangent of an angle in radians. */
  public static Column cot(Column angle) {
    return call("COT", false, List.of(angle));
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

  /** In how many rows the condition is true. */
  public static Column countif(Column condition) {
    return call("COUNTIF", false, List.of(condition));
  }

  /** As {@link #countif(Column)} of the column of this name. */
  public static Column countif(String condition) {
    return countif(Functions.col(condition));
  }

  /** In how many rows the condition is true. */
  public static Column countIf(Column condition) {
    return call("COUNT_IF", false, List.of(condition));
  }

  /** As {@link #countIf(Column)} of the column of this name. */
  public static Column countIf(String condition) {
    return countIf(Functions.col(condition));
  }

  /** The covariance of all pairs. */
  public static Column covarPop(Column y, Object x) {
    return call("COVAR_POP", false, List.of(y, x));
  }

  /** The covariance of a sample of pairs; NULL of less than two. */
  public static Column covarSamp(Column y, Object x) {
    return call("COVAR_SAMP", false, List.of(y, x));
  }

  /** The CRC-32 check sum of the text in UTF-8. */
  public static Column crc32(Column text) {
    return call("CRC32", false, List.of(text));
  }

  /** The cosecant of an angle in radians. */
  public static Column csc(Column angle) {
    return call("CSC", false, List.of(angle));
  }

  /** Which part of the rows comes not behind the row, up to 1. */
  public static Column cumeDist() {
    return call("CUME_DIST", false, List.of());
  }

  /** The date in the session's zone when the query is planned. */
  public static Column curdate() {
    return call("CURDATE", false, List.of());
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

  /** The days between two dates. */
  public static Column datediff(Column later, Object earlier) {
    return call("DATEDIFF", false, List.of(later, earlier));
  }

  /** How many borders of a unit, as month or hour, lie between two times. */
  public static Column datediff(Column unit, Object earlier, Object later) {
    return call("DATEDIFF", false, List.of(unit, earlier, later));
  }

  /** The part of that name of a date or time, as year or minute. */
  public static Column datepart(String part, Object time) {
    return call("DATEPART", false, List.of(part, time));
  }

  /** The time cut to the begin of its unit, as month or hour. */
  public static Column datetrunc(String unit, Object time) {
    return call("DATETRUNC", false, List.of(unit, time));
  }

  /** How many borders of a unit, as month or hour, lie between two times. */
  public static Column dateDiff(Column unit, Object start, Object end) {
    return call("DATE_DIFF", false, List.of(unit, start, end));
  }

  /** The time as a pattern such as yyyy-MM-dd shows it. */
  public static Column dateFormat(Column time, Object pattern) {
    return call("DATE_FORMAT", false, List.of(time, pattern));
  }

  /** The date so many days after 1970. */
  public static Column dateFromUnixDate(Column days) {
    return call("DATE_FROM_UNIX_DATE", false, List.of(days));
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
  public static Column day(Column time) {
    return call("DAY", false, List.of(time));
  }

  /** The English name of the day of the week. */
  public static Column dayname(Column time) {
    return call("DAYNAME", false, List.of(time));
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

  /** The year without its last digit. */
  public static Column decade(Column time) {
    return call("DECADE", false, List.of(time));
  }

  /** An angle in degrees. */
  public static Column degrees(Column radians) {
    return call("DEGREES", false, List.of(radians));
  }

  /** The row's rank, counted without gaps. */
  public static Column denseRank() {
    return call("DENSE_RANK", false, List.of());
  }

  /** The whole part of a quotient. */
  public static Column div(Column number, Object divisor) {
    return call("DIV", false, List.of(number, divisor));
  }

  /** Euler's number. */
  public static Column e() {
    return call("E", false, List.of());
  }

  /** How many edits of a character make one text the other. */
  public static Column editdist3(Column a, Object b) {
    return call("EDITDIST3", false, List.of(a, b));
  }

  /** Whether the text ends so. */
  public static Column endsWith(Column text, Object tail) {
    return call("ENDS_WITH", false, List.of(text, tail));
  }

  /** The entropy of how frequent the values are, in bits. */
  public static Column entropy(Column value) {
    return call("ENTROPY", false, List.of(value));
  }

  /** As {@link #entropy(Column)} of the column of this name. */
  public static Column entropy(String value) {
    return entropy(Functions.col(value));
  }

  /** The whole seconds since 1970. */
  public static Column epoch(Column time) {
    return call("EPOCH", false, List.of(time));
  }

  /** The time so many milliseconds after 1970. */
  public static Column epochMs(Column milliseconds) {
    return call("EPOCH_MS", false, List.of(milliseconds));
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

  /** One less than Euler's number to this power. */
  public static Column expm1(Column number) {
    return call("EXPM1", false, List.of(number));
  }

  /** The product of the numbers up to this one. */
  public static Column factorial(Column number) {
    return call("FACTORIAL", false, List.of(number));
  }

  /** The place of a text in a list with commas, from 1; 0 where it is not there. */
  public static Column findInSet(Column part, Object list) {
    return call("FIND_IN_SET", false, List.of(part, list));
  }

  /** The value of the first row. */
  public static Column firstValue(Column value) {
    return call("FIRST_VALUE", false, List.of(value));
  }

  /** The largest whole number that is not above. */
  public static Column floor(Column number) {
    return call("FLOOR", false, List.of(number));
  }

  /** The pattern with the values, as SQL writes them, in the places of {}. */
  public static Column format(Column pattern, Object... values) {
    return call("FORMAT", false, list(pattern, values));
  }

  /** The bytes that a text of base 64 stands for. */
  public static Column fromBase64(Column text) {
    return call("FROM_BASE64", false, List.of(text));
  }

  /** The greatest number that divides both. */
  public static Column gcd(Column a, Object b) {
    return call("GCD", false, List.of(a, b));
  }

  /** The greatest value; NULLs are left aside. */
  public static Column greatest(Column value, Object... others) {
    return call("GREATEST", false, list(value, others));
  }

  /** The values as one text, with commas or a separator between them. */
  public static Column groupConcat(Column value) {
    return call("GROUP_CONCAT", false, List.of(value));
  }

  /** The values as one text, with commas or a separator between them. */
  public static Column groupConcat(Column value, Object separator) {
    return call("GROUP_CONCAT", false, List.of(value, separator));
  }

  /** In how many places two texts of one length differ. */
  public static Column hamming(Column a, Object b) {
    return call("HAMMING", false, List.of(a, b));
  }

  /** A number that equal values share. */
  public static Column hash(Column value, Object... others) {
    return call("HASH", false, list(value, others));
  }

  /** The bytes of the text in hexadecimal digits. */
  public static Column hex(Column value) {
    return call("HEX", false, List.of(value));
  }

  /** The hour, from 0. */
  public static Column hour(Column time) {
    return call("HOUR", false, List.of(time));
  }

  /** The distance of the point (x, y) from (0, 0). */
  public static Column hypot(Column x, Object y) {
    return call("HYPOT", false, List.of(x, y));
  }

  /** The value where the condition is true, else the other. */
  public static Column iff(Column condition, Object value, Object otherwise) {
    return call("IFF", false, List.of(condition, value, otherwise));
  }

  /** The value, or the other where it is NULL. */
  public static Column ifnull(Column value, Object other) {
    return call("IFNULL", false, List.of(value, other));
  }

  /** The text with each word's first letter in upper case. */
  public static Column initcap(Column text) {
    return call("INITCAP", false, List.of(text));
  }

  /** Where the part begins in the text, from 1; 0 where it is not there. */
  public static Column instr(Column text, Object part) {
    return call("INSTR", false, List.of(text, part));
  }

  /** Whether it is neither infinite nor NaN. */
  public static Column isfinite(Column number) {
    return call("ISFINITE", false, List.of(number));
  }

  /** Whether it is infinite. */
  public static Column isinf(Column number) {
    return call("ISINF", false, List.of(number));
  }

  /** Whether it is NaN. */
  public static Column isnan(Column number) {
    return call("ISNAN", false, List.of(number));
  }

  /** Whether there is a value. */
  public static Column isnotnull(Column value) {
    return call("ISNOTNULL", false, List.of(value));
  }

  /** Whether there is no value. */
  public static Column isnull(Column value) {
    return call("ISNULL", false, List.of(value));
  }

  /** The day of the week, from 1 for Monday. */
  public static Column isodow(Column time) {
    return call("ISODOW", false, List.of(time));
  }

  /** The year that the ISO week belongs to. */
  public static Column isoyear(Column time) {
    return call("ISOYEAR", false, List.of(time));
  }

  /** How heavy the tails of a sample are, 0 as for the normal distribution. */
  public static Column kurtosis(Column number) {
    return call("KURTOSIS", false, List.of(number));
  }

  /** As {@link #kurtosis(Column)} of the column of this name. */
  public static Column kurtosis(String number) {
    return kurtosis(Functions.col(number));
  }

  /** How heavy the tails are, 0 as for the normal distribution. */
  public static Column kurtosisPop(Column number) {
    return call("KURTOSIS_POP", false, List.of(number));
  }

  /** As {@link #kurtosisPop(Column)} of the column of this name. */
  public static Column kurtosisPop(String number) {
    return kurtosisPop(Functions.col(number));
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

  /** The last value that is not NULL, in the order in which rows come. */
  public static Column last(Column value) {
    return call("LAST", false, List.of(value));
  }

  /** As {@link #last(Column)} of the column of this name. */
  public static Column last(String value) {
    return last(Functions.col(value));
  }

  /** The last day of the month. */
  public static Column lastDay(Column date) {
    return call("LAST_DAY", false, List.of(date));
  }

  /** The value of the last row. */
  public static Column lastValue(Column value) {
    return call("LAST_VALUE", false, List.of(value));
  }

  /** The text in lower case. */
  public static Column lcase(Column text) {
    return call("LCASE", false, List.of(text));
  }

  /** The least number that both divide. */
  public static Column lcm(Column a, Object b) {
    return call("LCM", false, List.of(a, b));
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
  public static Column len(Column text) {
    return call("LEN", false, List.of(text));
  }

  /** How many characters the text has. */
  public static Column length(Column text) {
    return call("LENGTH", false, List.of(text));
  }

  /** How many edits of a character make one text the other. */
  public static Column levenshtein(Column a, Object b) {
    return call("LEVENSHTEIN", false, List.of(a, b));
  }

  /** The values as one text, with commas or a separator between them. */
  public static Column listagg(Column value) {
    return call("LISTAGG", false, List.of(value));
  }

  /** The values as one text, with commas or a separator between them. */
  public static Column listagg(Column value, Object separator) {
    return call("LISTAGG", false, List.of(value, separator));
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

  /** Where the part begins in the text, from 1; 0 where it is not there. */
  public static Column locate(Column part, Object text) {
    return call("LOCATE", false, List.of(part, text));
  }

  /** Where the part begins in the text from a place on. */
  public static Column locate(Column part, Object text, Object start) {
    return call("LOCATE", false, List.of(part, text, start));
  }

  /** The logarithm to base 10. */
  public static Column log(Column number) {
    return call("LOG", false, List.of(number));
  }

  /** The logarithm to a base. */
  public static Column log(Column base, Object number) {
    return call("LOG", false, List.of(base, number));
  }

  /** The logarithm to base 10. */
  public static Column log10(Column number) {
    return call("LOG10", false, List.of(number));
  }

  /** The natural logarithm of one more. */
  public static Column log1p(Column number) {
    return call("LOG1P", false, List.of(number));
  }

  /** The logarithm to base 2. */
  public static Column log2(Column number) {
    return call("LOG2", false, List.of(number));
  }

  /** Whether all are true; NULL without any. */
  public static Column logicalAnd(Column condition) {
    return call("LOGICAL_AND", false, List.of(condition));
  }

  /** As {@link #logicalAnd(Column)} of the column of this name. */
  public static Column logicalAnd(String condition) {
    return logicalAnd(Functions.col(condition));
  }

  /** Whether one is true; NULL without any. */
  public static Column logicalOr(Column condition) {
    return call("LOGICAL_OR", false, List.of(condition));
  }

  /** As {@link #logicalOr(Column)} of the column of this name. */
  public static Column logicalOr(String condition) {
    return logicalOr(Functions.col(condition));
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

  /** The text without these characters before it. */
  public static Column ltrim(Column text, Object characters) {
    return call("LTRIM", false, List.of(text, characters));
  }
}
