package io.sheaf.cluster.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.sheaf.columnar.SheafException;
import java.util.List;

/** Cuts a line into frames, none longer than the limit of the moment. For one thread. */
final class FrameDecoder extends ByteToMessageDecoder {
  private int limitBytes = Handshake.LIMIT_BYTES;

  /** The other end has proved itself: it may say more. */
  void raiseLimit(int bytes) {
    limitBytes = bytes;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> frames) {
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length < 0 || length > limitBytes) {
      in.skipBytes(in.readableBytes());
      throw SheafException.external(
          "BAD_FRAME",
          "a peer sent a frame of " + Integer.toUnsignedString(length) + " bytes",
          null);
    }
    if (in.readableBytes() >= Integer.BYTES + length) {
      in.skipBytes(Integer.BYTES);
      byte[] frame = new byte[length];
      in.readBytes(frame);
      frames.add(frame);
    }
  }
}
