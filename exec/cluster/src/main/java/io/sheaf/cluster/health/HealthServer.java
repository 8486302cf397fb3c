package io.sheaf.cluster.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers HTTP requests without authentication, and tells no more than this: {@code /live} that the
 * process answers, {@code /ready} whether it can do what it is for, with status 200 or 503 and a
 * line of text. Thread-safe.
 */
public final class HealthServer implements AutoCloseable {
  /**
   * @param text for people
   */
  public record Health(boolean ready, String text) {}

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int BACKLOG = 16;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens until it is closed.
   *
   * @param address HOST:PORT
   * @param health called for each request, by any thread
   * @throws SheafException (EXTERNAL) when it cannot listen there
   */
  public static HealthServer listen(String address, Supplier<Health> health) {
    HostPort place = HostPort.parse("health.listen", address);
    try {
      InetSocketAddress at = new InetSocketAddress(place.host(), place.port());
      HealthServer opened = new HealthServer(HttpServer.create(at, BACKLOG));
      opened.start(health);
      return opened;
    } catch (IOException | IllegalArgumentException e) {
      throw SheafException.external(
          "CANNOT_LISTEN", "cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private void start(Supplier<Health> health) {
    server.setExecutor(threads);
    server.createContext("/live", exchange -> answer(exchange, new Health(true, "alive")));
    server.createContext("/ready", exchange -> answer(exchange, health.get()));
    server.start();
  }

  private static void answer(HttpExchange exchange, Health health) throws IOException {
    try (exchange) {
      byte[] body = (health.text() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(health.ready() ? OK : UNAVAILABLE, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** Where it listens; the port is the one that was found when 0 was asked for. */
  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
