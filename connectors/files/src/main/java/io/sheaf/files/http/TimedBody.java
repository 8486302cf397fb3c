package io.sheaf.files.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, which is given up when nothing comes for some time: the timeout of a
 * request ends with the headers. One thread reads it while the client's threads fill it.
 */
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {
  /** One or more buffers, or the end: with none, and why it is one unless the body is complete. */
  private record Arrival(List<ByteBuffer> buffers, Throwable failure) {}

  private final Duration silence;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private volatile Flow.Subscription subscription;
  private Arrival end;

  TimedBody(Duration silence) {
    this.silence = silence;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    started.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    arrivals.add(new Arrival(item, null));
  }

  @Override
  public void onError(Throwable failure) {
    arrivals.add(new Arrival(List.of(), failure));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival(List.of(), null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (buffers.isEmpty()) {
      if (end == null) {
        await();
      }
      if (end != null) {
        if (end.failure() != null) {
          throw new IOException(end.failure().getMessage(), end.failure());
        }
        return -1;
      }
    }
    ByteBuffer first = buffers.element();
    int count = Math.min(length, first.remaining());
    first.get(target, offset, count);
    dropEmpty();
    return count;
  }

  private void await() throws IOException {
    Arrival arrival;
    try {
      arrival = arrivals.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (arrival == null) {
      throw new HttpTimeoutException("nothing came for " + silence.toMillis() + " ms");
    }
    if (arrival.buffers().isEmpty()) {
      end = arrival;
      return;
    }
    buffers.addAll(arrival.buffers());
    dropEmpty();
  }

  /** Drops what has been read, and asks for more when nothing is left. */
  private void dropEmpty() {
    while (!buffers.isEmpty() && !buffers.element().hasRemaining()) {
      buffers.remove();
    }
    if (buffers.isEmpty()) {
      subscription.request(1);
    }
  }

  @Override
  public void close() {
    Flow.Subscription started = subscription;
    if (started != null) {
      started.cancel();
    }
  }
}
