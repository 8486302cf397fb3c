package io.sheaf.cluster.wire;

import io.sheaf.columnar.SheafException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What all JVMs of a cluster know and nobody else does; it is never sent. Immutable. */
public final class Secret {
  static final int PROOF_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * @throws SheafException (USER) for a secret that can be guessed
   */
  public static Secret of(String text) {
    if (text.length() < LEAST_LENGTH) {
      throw SheafException.user(
          "BAD_SECRET",
          "the secret of a cluster, in SHEAF_SECRET, has at least " + LEAST_LENGTH + " characters");
    }
    return new Secret(text);
  }

  public static Secret random() {
    return new Secret(HexFormat.of().formatHex(randomBytes(PROOF_BYTES)));
  }

  static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Shows that one knows the secret. */
  byte[] prove(String role, byte[] clientNonce, byte[] serverNonce) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(role.getBytes(StandardCharsets.UTF_8));
      mac.update(clientNonce);
      return mac.doFinal(serverNonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares in a time that says nothing of where the difference is. */
  boolean verifies(byte[] proof, String role, byte[] clientNonce, byte[] serverNonce) {
    return MessageDigest.isEqual(proof, prove(role, clientNonce, serverNonce));
  }

  /** The secret itself, for the environment of a process that is started. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
