package io.sheaf.cluster.wire;

import io.sheaf.columnar.SheafException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How two ends of a line come to trust each other: frames in, frames out, without any network. Each
 * side adds a random number of its own, so that nothing that was ever said on a line is of use on
 * another one. For one thread.
 *
 * <pre>
 *   client                                          server
 *   "SHFC", version, fingerprint, nonce   ------->
 *                                         &lt;-------  nonce      (or a refusal)
 *   proof of "client", both nonces        ------->
 *                                         &lt;-------  proof of "server", both nonces
 * </pre>
 */
final class Handshake {
  /** The longest frame of a handshake. */
  static final int LIMIT_BYTES = 256;

  static final int VERSION = 1;

  private static final int MAGIC = 0x53484643;
  private static final int NONCE_BYTES = 32;
  private static final int HELLO_BYTES = 16 + NONCE_BYTES;
  private static final byte REFUSED = 0;
  private static final byte ACCEPTED = 1;

  private final boolean server;
  private final Secret secret;
  private final long fingerprint;
  private final byte[] ownNonce = Secret.randomBytes(NONCE_BYTES);
  private byte[] peerNonce;
  private boolean done;

  private Handshake(boolean server, Secret secret, long fingerprint) {
    this.server = server;
    this.secret = secret;
    this.fingerprint = fingerprint;
  }

  /** The side that was called. */
  static Handshake server(Secret secret, long fingerprint) {
    return new Handshake(true, secret, fingerprint);
  }

  /** The side that calls. */
  static Handshake client(Secret secret, long fingerprint) {
    return new Handshake(false, secret, fingerprint);
  }

  /** Whether the other end has proved itself. */
  boolean isDone() {
    return done;
  }

  /** The client's first frame. */
  byte[] hello() {
    return ByteBuffer.allocate(HELLO_BYTES)
        .putInt(MAGIC)
        .putInt(VERSION)
        .putLong(fingerprint)
        .put(ownNonce)
        .array();
  }

  /**
   * Takes a frame of the other end.
   *
   * @return the answer, or null when there is nothing to say
   * @throws SheafException (EXTERNAL) when the other end is not to be trusted or speaks otherwise;
   *     the line is closed after a {@link #refusal}
   */
  byte[] receive(byte[] frame) {
    if (done) {
      throw refused("the handshake is over");
    }
    return server ? fromClient(frame) : fromServer(frame);
  }

  private byte[] fromClient(byte[] frame) {
    if (peerNonce == null) {
      readHello(frame);
      return ByteBuffer.allocate(1 + NONCE_BYTES).put(ACCEPTED).put(ownNonce).array();
    }
    if (!secret.verifies(frame, "client", peerNonce, ownNonce)) {
      throw refused("the secret is another one");
    }
    done = true;
    byte[] proof = secret.prove("server", peerNonce, ownNonce);
    return ByteBuffer.allocate(1 + proof.length).put(ACCEPTED).put(proof).array();
  }

  private void readHello(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    if (frame.length != HELLO_BYTES || in.getInt() != MAGIC) {
      throw refused("this port speaks the protocol of Sheaf's clusters");
    }
    int version = in.getInt();
    if (version != VERSION || in.getLong() != fingerprint) {
      throw refused(
          "driver and workers must be of the same build of Sheaf: this side speaks version "
              + VERSION
              + ", the other one version "
              + version
              + (version == VERSION ? " of another build" : ""));
    }
    peerNonce = Arrays.copyOfRange(frame, HELLO_BYTES - NONCE_BYTES, HELLO_BYTES);
  }

  private byte[] fromServer(byte[] frame) {
    if (frame.length == 0 || frame[0] != ACCEPTED) {
      throw refused(
          frame.length > 1 && frame[0] == REFUSED
              ? new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8)
              : "the other side is no Sheaf cluster");
    }
    byte[] content = Arrays.copyOfRange(frame, 1, frame.length);
    if (peerNonce == null) {
      if (content.length != NONCE_BYTES) {
        throw refused("the other side is no Sheaf cluster");
      }
      peerNonce = content;
      return secret.prove("client", ownNonce, peerNonce);
    }
    if (!secret.verifies(content, "server", ownNonce, peerNonce)) {
      throw refused("the other side does not know the secret");
    }
    done = true;
    return null;
  }

  /** What a server says before it hangs up. */
  static byte[] refusal(SheafException why) {
    byte[] text = why.getMessage().getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, LIMIT_BYTES - 1);
    return ByteBuffer.allocate(1 + length).put(REFUSED).put(text, 0, length).array();
  }

  private static SheafException refused(String why) {
    return SheafException.external("NOT_TRUSTED", why, null);
  }
}
