package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import java.util.Arrays;
import java.util.List;

/**
 * The functions that are computed a row at a time, which {@link ScalarFunction#LIBRARY} calls: the
 * one list of their names, arguments, results and help. A NULL argument gives NULL unless said
 * otherwise. To add one, say here what it is and in the engine's {@code RowFunctions} what it does.
 */
public enum LibraryFunction {
  ACOSH("number DOUBLE", Simple.DOUBLE, "The number whose hyperbolic cosine it is."),
  ASINH("number DOUBLE", Simple.DOUBLE, "The number whose hyperbolic sine it is."),
  ATANH("number DOUBLE", Simple.DOUBLE, "The number whose hyperbolic tangent it is."),
  BASE64("bytes VARBINARY", DataType.VARCHAR, "The bytes in the letters of base 64."),
  BIN("number BIGINT", DataType.VARCHAR, "The number in binary digits."),
  BITAND("a BIGINT, b BIGINT", Simple.BIGINT, "The bits that both numbers have."),
  BITNOT("number BIGINT", Simple.BIGINT, "The number with all bits turned."),
  BITOR("a BIGINT, b BIGINT", Simple.BIGINT, "The bits that one of the numbers has."),
  BIT_COUNT("number BIGINT", Simple.BIGINT, "How many bits of the number are 1."),
  CENTURY("time TIMESTAMP", Simple.BIGINT, "The century, from 1 for the years 1 to 100."),
  CONV(
      "number VARCHAR, base BIGINT, target BIGINT",
      DataType.VARCHAR,
      "The number in another base."),
  COSH("number DOUBLE", Simple.DOUBLE, "The hyperbolic cosine."),
  COT("angle DOUBLE", Simple.DOUBLE, "The cotangent of an angle in radians."),
  CRC32("text VARCHAR", Simple.BIGINT, "The CRC-32 check sum of the text in UTF-8."),
  DATE_DIFF(
      "unit VARCHAR, start TIMESTAMP, end TIMESTAMP",
      Simple.BIGINT,
      "How many borders of a unit, as month or hour, lie between two times."),
  DATE_FORMAT(
      "time TIMESTAMP, pattern VARCHAR",
      DataType.VARCHAR,
      "The time as a pattern such as yyyy-MM-dd shows it."),
  DAYNAME("time TIMESTAMP", DataType.VARCHAR, "The English name of the day of the week."),
  EPOCH_MS("milliseconds BIGINT", Simple.TIMESTAMP, "The time so many milliseconds after 1970."),
  FACTORIAL("number BIGINT", Simple.BIGINT, "The product of the numbers up to this one."),
  FORMAT(
      "pattern VARCHAR, values...",
      DataType.VARCHAR,
      "The pattern with the values, as SQL writes them, in the places of {}."),
  FROM_BASE64("text VARCHAR", Simple.VARBINARY, "The bytes that a text of base 64 stands for."),
  GCD("a BIGINT, b BIGINT", Simple.BIGINT, "The greatest number that divides both."),
  HAMMING(
      "a VARCHAR, b VARCHAR", Simple.BIGINT, "In how many places two texts of one length differ."),
  HEX("value VARCHAR", DataType.VARCHAR, "The bytes of the text in hexadecimal digits."),
  ISFINITE("number DOUBLE", Simple.BOOLEAN, "Whether it is neither infinite nor NaN."),
  ISINF("number DOUBLE", Simple.BOOLEAN, "Whether it is infinite."),
  ISNAN("number DOUBLE", Simple.BOOLEAN, "Whether it is NaN."),
  ISOYEAR("time TIMESTAMP", Simple.BIGINT, "The year that the ISO week belongs to."),
  LAST_DAY("date DATE", Simple.DATE, "The last day of the month."),
  LCM("a BIGINT, b BIGINT", Simple.BIGINT, "The least number that both divide."),
  LEVENSHTEIN(
      "a VARCHAR, b VARCHAR",
      Simple.BIGINT,
      "How many edits of a character make one text the other."),
  LOG1P("number DOUBLE", Simple.DOUBLE, "The natural logarithm of one more."),
  EXPM1("number DOUBLE", Simple.DOUBLE, "One less than Euler's number to this power."),
  MAKE_DATE(
      "year BIGINT, month BIGINT, day BIGINT", Simple.DATE, "The date of a year, month and day."),
  MAKE_TIMESTAMP(
      "year BIGINT, month BIGINT, day BIGINT, hour BIGINT, minute BIGINT, second DOUBLE",
      Simple.TIMESTAMP,
      "The time of a year, month, day, hour, minute and second."),
  MONTHNAME("time TIMESTAMP", DataType.VARCHAR, "The English name of the month."),
  MONTHS_BETWEEN(
      "end TIMESTAMP, start TIMESTAMP",
      Simple.DOUBLE,
      "The months between two times; a day is a part of 31 of them."),
  NEXT_DAY(
      "date DATE, weekday VARCHAR", Simple.DATE, "The next date behind it of a day of the week."),
  PARSE_URL(
      "url VARCHAR, part VARCHAR, key VARCHAR?",
      DataType.VARCHAR,
      "A part of a URL: PROTOCOL, HOST, PATH, QUERY, REF, FILE, AUTHORITY, USERINFO."),
  PRINTF(
      "pattern VARCHAR, values...",
      DataType.VARCHAR,
      "The values written as %d, %s, %.2f and so on."),
  REGEXP_COUNT(
      "text VARCHAR, pattern VARCHAR", Simple.BIGINT, "How often a regular expression matches."),
  REGEXP_EXTRACT(
      "text VARCHAR, pattern VARCHAR, group BIGINT?",
      DataType.VARCHAR,
      "What the first match of a regular expression, or a group of it, holds; empty without one."),
  REGEXP_FULL_MATCH(
      "text VARCHAR, pattern VARCHAR",
      Simple.BOOLEAN,
      "Whether a regular expression matches it all."),
  REGEXP_INSTR(
      "text VARCHAR, pattern VARCHAR",
      Simple.BIGINT,
      "Where a regular expression first matches, from 1; 0 where it does not."),
  REGEXP_SUBSTR(
      "text VARCHAR, pattern VARCHAR",
      DataType.VARCHAR,
      "The first match of a regular expression; NULL without one."),
  RINT("number DOUBLE", Simple.DOUBLE, "The nearest whole number, of two the even one."),
  SHA1("text VARCHAR", DataType.VARCHAR, "The SHA-1 hash in hexadecimal digits."),
  SHA256("text VARCHAR", DataType.VARCHAR, "The SHA-256 hash in hexadecimal digits."),
  SHA512("text VARCHAR", DataType.VARCHAR, "The SHA-512 hash in hexadecimal digits."),
  SHIFTLEFT(
      "number BIGINT, places BIGINT", Simple.BIGINT, "The number with its bits moved to the left."),
  SHIFTRIGHT(
      "number BIGINT, places BIGINT",
      Simple.BIGINT,
      "The number with its bits moved to the right."),
  SINH("number DOUBLE", Simple.DOUBLE, "The hyperbolic sine."),
  SOUNDEX("text VARCHAR", DataType.VARCHAR, "A letter and three digits for how a word sounds."),
  STRFTIME(
      "time TIMESTAMP, pattern VARCHAR",
      DataType.VARCHAR,
      "The time as a pattern such as %Y-%m-%d shows it."),
  STRIP_ACCENTS("text VARCHAR", DataType.VARCHAR, "The text with its letters without accents."),
  STRPTIME(
      "text VARCHAR, pattern VARCHAR",
      Simple.TIMESTAMP,
      "The time that a pattern such as %Y-%m-%d reads."),
  SUBSTRING_INDEX(
      "text VARCHAR, separator VARCHAR, count BIGINT",
      DataType.VARCHAR,
      "What is before so many separators; behind them, counted from the end, if negative."),
  TANH("number DOUBLE", Simple.DOUBLE, "The hyperbolic tangent."),
  TO_HEX("number BIGINT", DataType.VARCHAR, "The number in hexadecimal digits."),
  TRANSLATE(
      "text VARCHAR, characters VARCHAR, others VARCHAR",
      DataType.VARCHAR,
      "The text with characters replaced by others one by one, or left out."),
  TRY_STRPTIME(
      "text VARCHAR, pattern VARCHAR",
      Simple.TIMESTAMP,
      "The time that a pattern such as %Y-%m-%d reads; NULL where it does not."),
  UNHEX("text VARCHAR", Simple.VARBINARY, "The bytes of hexadecimal digits."),
  URL_DECODE("text VARCHAR", DataType.VARCHAR, "The text without the escapes of URLs."),
  URL_ENCODE("text VARCHAR", DataType.VARCHAR, "The text as a part of a URL."),
  WIDTH_BUCKET(
      "number DOUBLE, low DOUBLE, high DOUBLE, buckets BIGINT",
      Simple.BIGINT,
      "In which of the equal parts between two limits it lies, from 1; 0 below, one more above."),
  XOR(
      "a BIGINT, b BIGINT",
      Simple.BIGINT,
      "The bits that one of the numbers has and the other has not.");

  /**
   * An argument.
   *
   * @param type what it is cast to; null for any, a DECIMAL as DOUBLE
   * @param optional whether it may be left out, with all behind it
   */
  public record Parameter(String name, DataType type, boolean optional) {}

  private final List<Parameter> parameters;
  private final boolean variable;
  private final DataType result;
  private final String says;

  LibraryFunction(String parameters, DataType result, String says) {
    this.variable = parameters.endsWith("...");
    this.parameters =
        Arrays.stream(parameters.split(", "))
            .filter(parameter -> !parameter.endsWith("..."))
            .map(LibraryFunction::parameter)
            .toList();
    this.result = result;
    this.says = says;
  }

  private static Parameter parameter(String text) {
    boolean optional = text.endsWith("?");
    String[] words = (optional ? text.substring(0, text.length() - 1) : text).split(" ");
    DataType type = words[1].equals("VARCHAR") ? DataType.VARCHAR : Simple.valueOf(words[1]);
    return new Parameter(words[0], type, optional);
  }

  /** Those with a name of their own; behind them there may be more where it {@link #isVariable}. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Whether any number of values of any type may follow; NULLs among them are no NULL result. */
  public boolean isVariable() {
    return variable;
  }

  public DataType result() {
    return result;
  }

  /** What it gives, in one sentence. */
  public String says() {
    return says;
  }

  /** How many arguments it takes at least. */
  public int least() {
    return (int) parameters.stream().filter(parameter -> !parameter.optional()).count();
  }
}
