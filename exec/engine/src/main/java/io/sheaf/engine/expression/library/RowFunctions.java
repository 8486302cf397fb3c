package io.sheaf.engine.expression.library;

import io.sheaf.plan.LibraryFunction;
import java.util.Base64;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** What each library function does, by name. */
final class RowFunctions {
  private RowFunctions() {}

  static RowFunction of(LibraryFunction function) {
    return switch (function) {
      case ACOSH, ASINH, ATANH, COSH, COT, EXPM1, LOG1P, RINT, SINH, TANH ->
          number(operator(function));
      case ISFINITE -> args -> Double.isFinite((Double) args[0]);
      case ISINF -> args -> Double.isInfinite((Double) args[0]);
      case ISNAN -> args -> Double.isNaN((Double) args[0]);
      case WIDTH_BUCKET -> Numbers::bucket;
      case BITAND -> whole((a, b) -> a & b);
      case BITOR -> whole((a, b) -> a | b);
      case XOR -> whole((a, b) -> a ^ b);
      case BITNOT -> args -> ~(Long) args[0];
      case BIT_COUNT -> args -> (long) Long.bitCount((Long) args[0]);
      case SHIFTLEFT -> whole((a, b) -> b < 0 || b > 63 ? 0 : a << b);
      case SHIFTRIGHT -> whole((a, b) -> b < 0 || b > 63 ? (a < 0 ? -1 : 0) : a >> b);
      case GCD -> whole(Numbers::gcd);
      case LCM -> whole(Numbers::lcm);
      case FACTORIAL -> args -> Numbers.factorial((Long) args[0]);
      case BIN -> args -> Long.toBinaryString((Long) args[0]);
      case TO_HEX -> args -> Long.toHexString((Long) args[0]).toUpperCase(java.util.Locale.ROOT);
      case CONV -> Numbers::convert;
      case CRC32 -> Hashes.crc32();
      case SHA1 -> Hashes.digest("SHA-1");
      case SHA256 -> Hashes.digest("SHA-256");
      case SHA512 -> Hashes.digest("SHA-512");
      case BASE64 -> args -> Base64.getEncoder().encodeToString((byte[]) args[0]);
      case FROM_BASE64 -> Hashes::fromBase64;
      case HEX -> Hashes::hex;
      case UNHEX -> Hashes::unhex;
      case HAMMING, LEVENSHTEIN, SOUNDEX, STRIP_ACCENTS, SUBSTRING_INDEX, TRANSLATE ->
          Words.of(function);
      case FORMAT -> Words::format;
      case PRINTF -> Words::printf;
      case PARSE_URL -> Urls::part;
      case URL_DECODE -> Urls::decode;
      case URL_ENCODE -> Urls::encode;
      case REGEXP_COUNT, REGEXP_EXTRACT, REGEXP_FULL_MATCH, REGEXP_INSTR, REGEXP_SUBSTR ->
          new Expressions(function);
      case DATE_FORMAT, STRFTIME, STRPTIME, TRY_STRPTIME -> new TimePatterns(function);
      case CENTURY,
          DATE_DIFF,
          DAYNAME,
          EPOCH_MS,
          ISOYEAR,
          LAST_DAY,
          MAKE_DATE,
          MAKE_TIMESTAMP,
          MONTHNAME,
          MONTHS_BETWEEN,
          NEXT_DAY ->
          Times.of(function);
    };
  }

  private static DoubleUnaryOperator operator(LibraryFunction function) {
    return switch (function) {
      case ACOSH -> x -> Math.log(x + Math.sqrt(x * x - 1));
      case ASINH -> Numbers::asinh;
      case ATANH -> x -> 0.5 * Math.log((1 + x) / (1 - x));
      case COSH -> Math::cosh;
      case COT -> x -> 1 / Math.tan(x);
      case EXPM1 -> Math::expm1;
      case LOG1P -> Math::log1p;
      case RINT -> Math::rint;
      case SINH -> Math::sinh;
      case TANH -> Math::tanh;
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  private static RowFunction number(DoubleUnaryOperator operator) {
    return args -> operator.applyAsDouble((Double) args[0]);
  }

  private static RowFunction whole(LongBinaryOperator operator) {
    return args -> operator.applyAsLong((Long) args[0], (Long) args[1]);
  }
}
