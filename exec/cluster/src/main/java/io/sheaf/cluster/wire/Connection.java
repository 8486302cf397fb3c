package io.sheaf.cluster.wire;

import io.netty.channel.Channel;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.columnar.SheafException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One end of an open line between two JVMs that trust each other. Thread-safe. */
public final class Connection implements Line {
  private final Channel channel;
  private final AtomicLong requests = new AtomicLong();
  private final Map<Long, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();
  private volatile SheafException ended;

  Connection(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void send(Message message) {
    LineHandler.write(channel, MessageCodec.encode(message));
  }

  /**
   * Asks for bytes of a block.
   *
   * @return the bytes, or an EXTERNAL failure
   */
  public CompletableFuture<byte[]> fetch(long epoch, BlockId block, long offset, int bytes) {
    long request = requests.incrementAndGet();
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    waiting.put(request, answer);
    answer.whenComplete((found, failure) -> waiting.remove(request));
    SheafException over = ended;
    if (over != null) {
      answer.completeExceptionally(over);
    } else {
      send(new Message.Fetch(request, epoch, block, offset, bytes));
    }
    return answer;
  }

  /** Whether the message was the answer to a request. */
  boolean answered(Message message) {
    return switch (message) {
      case Message.Block block -> {
        CompletableFuture<byte[]> answer = waiting.remove(block.request());
        if (answer != null) {
          answer.complete(block.bytes());
        }
        yield true;
      }
      case Message.Refused refused -> {
        CompletableFuture<byte[]> answer = waiting.remove(refused.request());
        if (answer != null) {
          answer.completeExceptionally(SheafException.external("NO_BLOCK", refused.reason(), null));
        }
        yield true;
      }
      case Message other -> false;
    };
  }

  void closed(SheafException why) {
    ended = why;
    waiting.values().forEach(answer -> answer.completeExceptionally(why));
  }

  /** The address of this end, by which the other end reaches this machine. */
  public String localHost() {
    return ((InetSocketAddress) channel.localAddress()).getAddress().getHostAddress();
  }

  @Override
  public void close() {
    channel.close();
  }
}
