package io.sheaf.cluster.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.sheaf.columnar.SheafException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Takes the frames of one line: those of the handshake first, then messages. For one thread. */
final class LineHandler extends SimpleChannelInboundHandler<byte[]> {
  private static final int FRAME_LIMIT_BYTES = 64 << 20;
  private static final long HANDSHAKE_SECONDS = 10;

  private final Handshake handshake;
  private final boolean server;
  private final FrameDecoder frames;
  private final Receiver receiver;
  private final CompletableFuture<Connection> open = new CompletableFuture<>();
  private Connection connection;

  LineHandler(Handshake handshake, boolean server, FrameDecoder frames, Receiver receiver) {
    this.handshake = handshake;
    this.server = server;
    this.frames = frames;
    this.receiver = receiver;
  }

  /** The line once both ends trust each other, or why they do not. */
  CompletableFuture<Connection> open() {
    return open;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!server) {
      write(context.channel(), handshake.hello());
    }
    // Whoever says nothing is not waited for.
    context
        .executor()
        .schedule(
            () -> {
              if (connection == null) {
                context.close();
              }
            },
            HANDSHAKE_SECONDS,
            TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
    if (connection != null) {
      Message message = MessageCodec.decode(frame);
      if (!connection.answered(message)) {
        receiver.received(connection, message);
      }
      return;
    }
    byte[] answer;
    try {
      answer = handshake.receive(frame);
    } catch (SheafException e) {
      open.completeExceptionally(e);
      if (server) {
        write(context.channel(), Handshake.refusal(e));
      }
      context.close();
      return;
    }
    if (answer != null) {
      write(context.channel(), answer);
    }
    if (handshake.isDone()) {
      frames.raiseLimit(FRAME_LIMIT_BYTES);
      connection = new Connection(context.channel());
      receiver.opened(connection);
      open.complete(connection);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    SheafException gone =
        SheafException.external("CONNECTION_CLOSED", "the connection was closed", null);
    open.completeExceptionally(gone);
    if (connection != null) {
      connection.closed(gone);
      receiver.closed(connection);
    }
  }

  /** A line on which something went wrong is of no use any more. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Throwable reason =
        cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
    open.completeExceptionally(
        reason instanceof SSLException
            ? SheafException.external("NOT_TRUSTED", "TLS: " + reason.getMessage(), reason)
            : SheafException.external("CONNECTION_CLOSED", reason.getMessage(), reason));
    context.close();
  }

  static void write(Channel channel, byte[]... pieces) {
    if (!channel.isActive()) {
      return; // whoever waits for an answer has been told
    }
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    ByteBuf[] all = new ByteBuf[pieces.length + 1];
    all[0] = Unpooled.buffer(Integer.BYTES).writeInt(length);
    for (int i = 0; i < pieces.length; i++) {
      all[i + 1] = Unpooled.wrappedBuffer(pieces[i]);
    }
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(all))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }
}
