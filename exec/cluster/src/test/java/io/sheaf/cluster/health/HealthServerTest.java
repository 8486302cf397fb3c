package io.sheaf.cluster.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.cluster.health.HealthServer.Health;
import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private final AtomicReference<Health> health =
      new AtomicReference<>(new Health(false, "no workers"));

  private static String get(HttpClient client, int port, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().strip();
  }

  @Test
  void tellsWhetherItLivesAndWhetherItIsReady() throws IOException, InterruptedException {
    try (HealthServer server = HealthServer.listen("127.0.0.1:0", health::get);
        HttpClient client = HttpClient.newHttpClient()) {
      assertEquals("200 alive", get(client, server.port(), "/live"));
      assertEquals("503 no workers", get(client, server.port(), "/ready"));
      health.set(new Health(true, "2 slots"));
      assertEquals("200 2 slots", get(client, server.port(), "/ready"));
      assertEquals("404", get(client, server.port(), "/").substring(0, 3));
    }
  }

  @Test
  void aPortThatIsTakenIsAClearError() {
    try (HealthServer server = HealthServer.listen("127.0.0.1:0", health::get)) {
      String taken = "127.0.0.1:" + server.port();
      SheafException e =
          assertThrows(SheafException.class, () -> HealthServer.listen(taken, health::get));
      assertEquals("CANNOT_LISTEN", e.code());
    }
  }
}
