package io.sheaf.cluster.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sheaf.columnar.SheafException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The network of one JVM of a cluster: listens, connects, and has the threads that lines are served
 * on. Thread-safe.
 */
public final class Endpoint implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;

  private final Secret secret;
  private final Encryption encryption;
  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("sheaf-net", true), NioIoHandler.newFactory());

  public Endpoint(Secret secret, Encryption encryption) {
    this.secret = secret;
    this.encryption = encryption;
  }

  /**
   * Listens until the endpoint is closed.
   *
   * @param port 0 for any
   * @return the port
   */
  public int listen(String host, int port, Receiver receiver) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    line(channel, true, receiver);
                  }
                })
            .bind(host, port)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw SheafException.external(
          "CANNOT_LISTEN",
          "cannot listen on " + host + ":" + port + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  /** Opens a line; gives it once both ends trust each other. */
  public CompletableFuture<Connection> connect(String host, int port, Receiver receiver) {
    CompletableFuture<Connection> open = new CompletableFuture<>();
    new Bootstrap()
        .group(threads)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                line(channel, false, receiver)
                    .whenComplete(
                        (connection, failure) -> {
                          if (failure == null) {
                            open.complete(connection);
                          } else {
                            open.completeExceptionally(failure);
                          }
                        });
              }
            })
        .connect(host, port)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                open.completeExceptionally(
                    SheafException.external(
                        "CANNOT_CONNECT",
                        "cannot connect to "
                            + host
                            + ":"
                            + port
                            + ": "
                            + connected.cause().getMessage(),
                        connected.cause()));
              }
            });
    return open;
  }

  private CompletableFuture<Connection> line(Channel channel, boolean server, Receiver receiver) {
    long fingerprint = MessageCodec.fingerprint() * 31 + io.sheaf.plan.PlanCodec.fingerprint();
    Handshake handshake =
        server ? Handshake.server(secret, fingerprint) : Handshake.client(secret, fingerprint);
    FrameDecoder frames = new FrameDecoder();
    LineHandler handler = new LineHandler(handshake, server, frames, receiver);
    encryption.handler(channel, server).ifPresent(channel.pipeline()::addLast);
    channel.pipeline().addLast(frames, handler);
    return handler.open();
  }

  /** Does something every so often on a thread of the network, which no task can keep busy. */
  public void every(long millis, Runnable work) {
    threads.scheduleAtFixedRate(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Does something once, after so long, on a thread of the network. */
  public void after(Runnable work, long nanos) {
    if (!threads.isShuttingDown()) {
      threads.schedule(work, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Closes all lines. */
  @Override
  public void close() {
    threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
