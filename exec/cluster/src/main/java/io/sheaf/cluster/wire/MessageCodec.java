package io.sheaf.cluster.wire;

import io.sheaf.columnar.SheafException;
import io.sheaf.plan.RecordCodec;
import java.nio.ByteBuffer;

/**
 * Messages as frames and back.
 *
 * <pre>
 *   0, record                   any message
 *   1, request (8 bytes), bytes a {@link Message.Block}
 * </pre>
 */
final class MessageCodec {
  private static final RecordCodec<Message> RECORDS = new RecordCodec<>(Message.class);
  private static final byte RECORD = 0;
  private static final byte BLOCK = 1;
  private static final int BLOCK_HEADER_BYTES = 9;

  private MessageCodec() {}

  /** Of all records that can be sent. */
  static long fingerprint() {
    return RECORDS.fingerprint();
  }

  /** The frame, without its length, in pieces that are sent one after another. */
  static byte[][] encode(Message message) {
    if (message instanceof Message.Block block) {
      byte[] header = new byte[BLOCK_HEADER_BYTES];
      ByteBuffer.wrap(header).put(BLOCK).putLong(block.request());
      return new byte[][] {header, block.bytes()};
    }
    return new byte[][] {{RECORD}, RECORDS.encode(message)};
  }

  /**
   * @throws SheafException (EXTERNAL) when the frame is no message
   */
  static Message decode(byte[] frame) {
    if (frame.length >= BLOCK_HEADER_BYTES && frame[0] == BLOCK) {
      ByteBuffer in = ByteBuffer.wrap(frame, 1, frame.length - 1);
      long request = in.getLong();
      byte[] bytes = new byte[in.remaining()];
      in.get(bytes);
      return new Message.Block(request, bytes);
    }
    if (frame.length > 1 && frame[0] == RECORD) {
      return RECORDS.decode(frame, 1);
    }
    throw SheafException.external("BAD_FRAME", "a peer sent something that is no message", null);
  }
}
