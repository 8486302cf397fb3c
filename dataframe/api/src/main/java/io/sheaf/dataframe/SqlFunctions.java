package io.sheaf.dataframe;

import java.util.List;

/**
 * The functions of SQL, each by its SQL name in Java's spelling: {@code DATE_TRUNC} is {@code
 * dateTrunc}. Arguments behind the first one are columns or constants. Generated from SQL's list of
 * functions by {@code SqlFunctionsTest}.
 */
public abstract sealed class SqlFunctions extends SqlFunctionsToL permits Functions {
  SqlFunctions() {}

  /** The median of the distances from the median. */
  public static Column mad(Column number) {
    return call("MAD", false, List.of(number));
  }

  /** As {@link #mad(Column)} of the column of this name. */
  public static Column mad(String number) {
    return mad(Functions.col(number));
  }

  /** The date of a year, month and day. */
  public static Column makeDate(Column year, Object month, Object day) {
    return call("MAKE_DATE", false, List.of(year, month, day));
  }

  /** The time of a year, month, day, hour, minute and second. */
  public static Column makeTimestamp(
      Column year, Object month, Object day, Object hour, Object minute, Object second) {
    return call("MAKE_TIMESTAMP", false, List.of(year, month, day, hour, minute, second));
  }

  /** The greatest value; NULL without any. */
  public static Column max(Column value) {
    return call("MAX", false, List.of(value));
  }

  /** As {@link #max(Column)} of the column of this name. */
  public static Column max(String value) {
    return max(Functions.col(value));
  }

  /** The value where the key is greatest. */
  public static Column maxBy(Column value, Object key) {
    return call("MAX_BY", false, List.of(value, key));
  }

  /** The MD5 hash in hexadecimal digits. */
  public static Column md5(Column text) {
    return call("MD5", false, List.of(text));
  }

  /** The mean of the values; NULL without any. */
  public static Column mean(Column number) {
    return call("MEAN", false, List.of(number));
  }

  /** As {@link #mean(Column)} of the column of this name. */
  public static Column mean(String number) {
    return mean(Functions.col(number));
  }

  /** The value in the middle; of numbers between the two nearest. */
  public static Column median(Column value) {
    return call("MEDIAN", false, List.of(value));
  }

  /** As {@link #median(Column)} of the column of this name. */
  public static Column median(String value) {
    return median(Functions.col(value));
  }

  /** The microseconds of the minute. */
  public static Column microsecond(Column time) {
    return call("MICROSECOND", false, List.of(time));
  }

  /** The milliseconds of the minute. */
  public static Column millisecond(Column time) {
    return call("MILLISECOND", false, List.of(time));
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

  /** The value where the key is least. */
  public static Column minBy(Column value, Object key) {
    return call("MIN_BY", false, List.of(value, key));
  }

  /** The remainder of a division, with the number's sign. */
  public static Column mod(Column number, Object divisor) {
    return call("MOD", false, List.of(number, divisor));
  }

  /** The value that is most frequent, of several the least. */
  public static Column mode(Column value) {
    return call("MODE", false, List.of(value));
  }

  /** As {@link #mode(Column)} of the column of this name. */
  public static Column mode(String value) {
    return mode(Functions.col(value));
  }

  /** The month, from 1. */
  public static Column month(Column time) {
    return call("MONTH", false, List.of(time));
  }

  /** The English name of the month. */
  public static Column monthname(Column time) {
    return call("MONTHNAME", false, List.of(time));
  }

  /** The months between two times; a day is a part of 31 of them. */
  public static Column monthsBetween(Column end, Object start) {
    return call("MONTHS_BETWEEN", false, List.of(end, start));
  }

  /** The next date behind it of a day of the week. */
  public static Column nextDay(Column date, Object weekday) {
    return call("NEXT_DAY", false, List.of(date, weekday));
  }

  /** The moment when the query is planned. */
  public static Column now() {
    return call("NOW", false, List.of());
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

  /** The number, or NULL for 0. */
  public static Column nullifzero(Column number) {
    return call("NULLIFZERO", false, List.of(number));
  }

  /** The value, or the other where it is NULL. */
  public static Column nvl(Column value, Object other) {
    return call("NVL", false, List.of(value, other));
  }

  /** One of two values: the first where there is a value. */
  public static Column nvl2(Column value, Object present, Object absent) {
    return call("NVL2", false, List.of(value, present, absent));
  }

  /** How many bytes a text in UTF-8 or a binary value has. */
  public static Column octetLength(Column value) {
    return call("OCTET_LENGTH", false, List.of(value));
  }

  /** The code point of the first character. */
  public static Column ord(Column text) {
    return call("ORD", false, List.of(text));
  }

  /** The text with the characters from a place on replaced. */
  public static Column overlay(Column text, Object replacement, Object start) {
    return call("OVERLAY", false, List.of(text, replacement, start));
  }

  /** The text with the characters from a place on replaced. */
  public static Column overlay(Column text, Object replacement, Object start, Object length) {
    return call("OVERLAY", false, List.of(text, replacement, start, length));
  }

  /** A part of a URL: PROTOCOL, HOST, PATH, QUERY, REF, FILE, AUTHORITY, USERINFO. */
  public static Column parseUrl(Column url, Object part) {
    return call("PARSE_URL", false, List.of(url, part));
  }

  /** A part of a URL: PROTOCOL, HOST, PATH, QUERY, REF, FILE, AUTHORITY, USERINFO. */
  public static Column parseUrl(Column url, Object part, Object key) {
    return call("PARSE_URL", false, List.of(url, part, key));
  }

  /** The value at a fraction of the rows; of numbers between the two nearest. */
  public static Column percentile(Column value, Object fraction) {
    return call("PERCENTILE", false, List.of(value, fraction));
  }

  /** The row's rank as a part of the rows, from 0 to 1. */
  public static Column percentRank() {
    return call("PERCENT_RANK", false, List.of());
  }

  /** The number pi. */
  public static Column pi() {
    return call("PI", false, List.of());
  }

  /** The remainder of a division, with the divisor's sign. */
  public static Column pmod(Column number, Object divisor) {
    return call("PMOD", false, List.of(number, divisor));
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

  /** Whether the text begins so. */
  public static Column prefix(Column text, Object head) {
    return call("PREFIX", false, List.of(text, head));
  }

  /** The values written as %d, %s, %.2f and so on. */
  public static Column printf(Column pattern, Object... values) {
    return call("PRINTF", false, list(pattern, values));
  }

  /** The product of the numbers. */
  public static Column product(Column number) {
    return call("PRODUCT", false, List.of(number));
  }

  /** As {@link #product(Column)} of the column of this name. */
  public static Column product(String number) {
    return product(Functions.col(number));
  }

  /** The value at a fraction of the rows. */
  public static Column quantile(Column value, Object fraction) {
    return call("QUANTILE", false, List.of(value, fraction));
  }

  /** The value at a fraction of the rows; of numbers between the two nearest. */
  public static Column quantileCont(Column value, Object fraction) {
    return call("QUANTILE_CONT", false, List.of(value, fraction));
  }

  /** The value at a fraction of the rows. */
  public static Column quantileDisc(Column value, Object fraction) {
    return call("QUANTILE_DISC", false, List.of(value, fraction));
  }

  /** The value at a fraction of the rows from the greatest to the least. */
  public static Column quantileDiscDesc(Column value, Object fraction) {
    return call("QUANTILE_DISC_DESC", false, List.of(value, fraction));
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
  public static Column regexp(Column text, Object expression) {
    return call("REGEXP", false, List.of(text, expression));
  }

  /** How often a regular expression matches. */
  public static Column regexpCount(Column text, Object pattern) {
    return call("REGEXP_COUNT", false, List.of(text, pattern));
  }

  /** What the first match of a regular expression, or a group of it, holds; empty without one. */
  public static Column regexpExtract(Column text, Object pattern) {
    return call("REGEXP_EXTRACT", false, List.of(text, pattern));
  }

  /** What the first match of a regular expression, or a group of it, holds; empty without one. */
  public static Column regexpExtract(Column text, Object pattern, Object group) {
    return call("REGEXP_EXTRACT", false, List.of(text, pattern, group));
  }

  /** Whether a regular expression matches it all. */
  public static Column regexpFullMatch(Column text, Object pattern) {
    return call("REGEXP_FULL_MATCH", false, List.of(text, pattern));
  }

  /** Where a regular expression first matches, from 1; 0 where it does not. */
  public static Column regexpInstr(Column text, Object pattern) {
    return call("REGEXP_INSTR", false, List.of(text, pattern));
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

  /** The first match of a regular expression; NULL without one. */
  public static Column regexpSubstr(Column text, Object pattern) {
    return call("REGEXP_SUBSTR", false, List.of(text, pattern));
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

  /** The nearest whole number, of two the even one. */
  public static Column rint(Column number) {
    return call("RINT", false, List.of(number));
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

  /** The text without these characters behind it. */
  public static Column rtrim(Column text, Object characters) {
    return call("RTRIM", false, List.of(text, characters));
  }

  /** The secant of an angle in radians. */
  public static Column sec(Column angle) {
    return call("SEC", false, List.of(angle));
  }

  /** The whole second, from 0. */
  public static Column second(Column time) {
    return call("SECOND", false, List.of(time));
  }

  /** The standard error of the mean. */
  public static Column sem(Column number) {
    return call("SEM", false, List.of(number));
  }

  /** As {@link #sem(Column)} of the column of this name. */
  public static Column sem(String number) {
    return sem(Functions.col(number));
  }

  /** The SHA-1 hash in hexadecimal digits. */
  public static Column sha(Column text) {
    return call("SHA", false, List.of(text));
  }

  /** The SHA-1 hash in hexadecimal digits. */
  public static Column sha1(Column text) {
    return call("SHA1", false, List.of(text));
  }

  /** The SHA-256 hash in hexadecimal digits. */
  public static Column sha256(Column text) {
    return call("SHA256", false, List.of(text));
  }

  /** The SHA-512 hash in hexadecimal digits. */
  public static Column sha512(Column text) {
    return call("SHA512", false, List.of(text));
  }

  /** The number with its bits moved to the left. */
  public static Column shiftleft(Column number, Object places) {
    return call("SHIFTLEFT", false, List.of(number, places));
  }

  /** The number with its bits moved to the right. */
  public static Column shiftright(Column number, Object places) {
    return call("SHIFTRIGHT", false, List.of(number, places));
  }

  /** -1, 0 or 1. */
  public static Column sign(Column number) {
    return call("SIGN", false, List.of(number));
  }

  /** The sine of an angle in radians. */
  public static Column sin(Column angle) {
    return call("SIN", false, List.of(angle));
  }

  /** The hyperbolic sine. */
  public static Column sinh(Column number) {
    return call("SINH", false, List.of(number));
  }

  /** How much a sample leans to one side. */
  public static Column skewness(Column number) {
    return call("SKEWNESS", false, List.of(number));
  }

  /** As {@link #skewness(Column)} of the column of this name. */
  public static Column skewness(String number) {
    return skewness(Functions.col(number));
  }

  /** Whether one is true; NULL without any. */
  public static Column some(Column condition) {
    return call("SOME", false, List.of(condition));
  }

  /** As {@link #some(Column)} of the column of this name. */
  public static Column some(String condition) {
    return some(Functions.col(condition));
  }

  /** A letter and three digits for how a word sounds. */
  public static Column soundex(Column text) {
    return call("SOUNDEX", false, List.of(text));
  }

  /** So many blanks. */
  public static Column space(Column count) {
    return call("SPACE", false, List.of(count));
  }

  /** The piece between separators at a place, from 1. */
  public static Column splitPart(Column text, Object separator, Object place) {
    return call("SPLIT_PART", false, List.of(text, separator, place));
  }

  /** The square root. */
  public static Column sqrt(Column number) {
    return call("SQRT", false, List.of(number));
  }

  /** The number times itself. */
  public static Column square(Column number) {
    return call("SQUARE", false, List.of(number));
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

  /** The time as a pattern such as %Y-%m-%d shows it. */
  public static Column strftime(Column time, Object pattern) {
    return call("STRFTIME", false, List.of(time, pattern));
  }

  /** The values as one text, with commas or a separator between them. */
  public static Column stringAgg(Column value) {
    return call("STRING_AGG", false, List.of(value));
  }

  /** The values as one text, with commas or a separator between them. */
  public static Column stringAgg(Column value, Object separator) {
    return call("STRING_AGG", false, List.of(value, separator));
  }

  /** The text with its letters without accents. */
  public static Column stripAccents(Column text) {
    return call("STRIP_ACCENTS", false, List.of(text));
  }

  /** Where the part begins in the text, from 1; 0 where it is not there. */
  public static Column strpos(Column text, Object part) {
    return call("STRPOS", false, List.of(text, part));
  }

  /** The time that a pattern such as %Y-%m-%d reads. */
  public static Column strptime(Column text, Object pattern) {
    return call("STRPTIME", false, List.of(text, pattern));
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

  /** What is before so many separators; behind them, counted from the end, if negative. */
  public static Column substringIndex(Column text, Object separator, Object count) {
    return call("SUBSTRING_INDEX", false, List.of(text, separator, count));
  }

  /** Whether the text ends so. */
  public static Column suffix(Column text, Object tail) {
    return call("SUFFIX", false, List.of(text, tail));
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

  /** The hyperbolic tangent. */
  public static Column tanh(Column number) {
    return call("TANH", false, List.of(number));
  }

  /** The date in the session's zone when the query is planned. */
  public static Column today() {
    return call("TODAY", false, List.of());
  }

  /** The bytes in the letters of base 64. */
  public static Column toBase64(Column bytes) {
    return call("TO_BASE64", false, List.of(bytes));
  }

  /** The date that a text or time shows. */
  public static Column toDate(Column value) {
    return call("TO_DATE", false, List.of(value));
  }

  /** The number in hexadecimal digits. */
  public static Column toHex(Column number) {
    return call("TO_HEX", false, List.of(number));
  }

  /** The text with characters replaced by others one by one, or left out. */
  public static Column translate(Column text, Object characters, Object others) {
    return call("TRANSLATE", false, List.of(text, characters, others));
  }

  /** The text without the blanks, or these characters, around it. */
  public static Column trim(Column text) {
    return call("TRIM", false, List.of(text));
  }

  /** The text without the blanks, or these characters, around it. */
  public static Column trim(Column text, Object characters) {
    return call("TRIM", false, List.of(text, characters));
  }

  /** The number cut to a whole one. */
  public static Column trunc(Column number) {
    return call("TRUNC", false, List.of(number));
  }

  /** The number cut to so many digits. */
  public static Column trunc(Column number, Object digits) {
    return call("TRUNC", false, List.of(number, digits));
  }

  /** The number cut to so many digits. */
  public static Column truncate(Column number) {
    return call("TRUNCATE", false, List.of(number));
  }

  /** The number cut to so many digits. */
  public static Column truncate(Column number, Object digits) {
    return call("TRUNCATE", false, List.of(number, digits));
  }

  /** The quotient; NULL for a division by zero. */
  public static Column tryDivide(Column number, Object divisor) {
    return call("TRY_DIVIDE", false, List.of(number, divisor));
  }

  /** The time that a pattern such as %Y-%m-%d reads; NULL where it does not. */
  public static Column tryStrptime(Column text, Object pattern) {
    return call("TRY_STRPTIME", false, List.of(text, pattern));
  }

  /** The name of the value's type. */
  public static Column typeof(Column value) {
    return call("TYPEOF", false, List.of(value));
  }

  /** The text in upper case. */
  public static Column ucase(Column text) {
    return call("UCASE", false, List.of(text));
  }

  /** The bytes of hexadecimal digits. */
  public static Column unhex(Column text) {
    return call("UNHEX", false, List.of(text));
  }

  /** The code point of the first character. */
  public static Column unicode(Column text) {
    return call("UNICODE", false, List.of(text));
  }

  /** The days since 1970. */
  public static Column unixDate(Column date) {
    return call("UNIX_DATE", false, List.of(date));
  }

  /** The text in upper case. */
  public static Column upper(Column text) {
    return call("UPPER", false, List.of(text));
  }

  /** The text without the escapes of URLs. */
  public static Column urlDecode(Column text) {
    return call("URL_DECODE", false, List.of(text));
  }

  /** The text as a part of a URL. */
  public static Column urlEncode(Column text) {
    return call("URL_ENCODE", false, List.of(text));
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

  /** The day of the week, from 0 for Monday. */
  public static Column weekday(Column time) {
    return call("WEEKDAY", false, List.of(time));
  }

  /** The week of the year as ISO counts. */
  public static Column weekofyear(Column time) {
    return call("WEEKOFYEAR", false, List.of(time));
  }

  /** In which of the equal parts between two limits it lies, from 1; 0 below, one more above. */
  public static Column widthBucket(Column number, Object low, Object high, Object buckets) {
    return call("WIDTH_BUCKET", false, List.of(number, low, high, buckets));
  }

  /** The bits that one of the numbers has and the other has not. */
  public static Column xor(Column a, Object b) {
    return call("XOR", false, List.of(a, b));
  }

  /** The year. */
  public static Column year(Column time) {
    return call("YEAR", false, List.of(time));
  }

  /** The ISO year and week as one number. */
  public static Column yearweek(Column time) {
    return call("YEARWEEK", false, List.of(time));
  }

  /** The number, or 0 for NULL. */
  public static Column zeroifnull(Column number) {
    return call("ZEROIFNULL", false, List.of(number));
  }
}
