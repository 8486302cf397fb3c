package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.engine.pipeline.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for bytes that are on their way. */
final class Arrival {
  private static final long CHECK_MILLIS = 50;

  /** A minute of waiting. */
  private static final int MOST_CHECKS = 1200;

  private Arrival() {}

  /**
   * @param source whose bytes these are
   * @param check throws when nobody wants them any more
   * @throws io.sheaf.columnar.SheafException that is a {@link FetchFailure} when they do not come
   */
  static byte[] await(CompletableFuture<byte[]> answer, Source source, Runnable check) {
    for (int checks = 0; ; checks++) {
      check.run();
      try {
        return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (checks == MOST_CHECKS) {
          throw FetchFailure.of(source, new IllegalStateException("nothing comes"));
        }
      } catch (ExecutionException e) {
        throw FetchFailure.of(source, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failures.interrupted();
      }
    }
  }
}
