package io.sheaf.engine.expression.library;

import io.sheaf.engine.expression.kernel.ValueErrors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Hashes of texts, and bytes as texts. */
final class Hashes {
  private Hashes() {}

  static RowFunction digest(String algorithm) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return args -> HexFormat.of().formatHex(digest.digest(utf8(args[0])));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static RowFunction crc32() {
    return args -> {
      CRC32 sum = new CRC32();
      sum.update(utf8(args[0]));
      return sum.getValue();
    };
  }

  private static byte[] utf8(Object text) {
    return ((String) text).getBytes(StandardCharsets.UTF_8);
  }

  static Object hex(Object[] args) {
    return HexFormat.of().withUpperCase().formatHex(utf8(args[0]));
  }

  static Object unhex(Object[] args) {
    String digits = (String) args[0];
    try {
      return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    } catch (IllegalArgumentException e) {
      throw ValueErrors.invalid("'" + digits + "' is not made of hexadecimal digits");
    }
  }

  static Object fromBase64(Object[] args) {
    try {
      return Base64.getDecoder().decode((String) args[0]);
    } catch (IllegalArgumentException e) {
      throw ValueErrors.invalid("'" + args[0] + "' is not a text of base 64");
    }
  }
}
