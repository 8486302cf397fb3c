package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings that change while the session listens on a port. */
@Timeout(120)
class SessionPortsTest {
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static int live(int port) throws IOException {
    HttpURLConnection asked =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/live").toURL().openConnection();
    return asked.getResponseCode();
  }

  private static long count(Session session) {
    return session.rdds().range(0, 1000, 1, 2).map(i -> i + 1).count();
  }

  @Test
  void workersAreStartedAnewOnTheSamePort() throws IOException {
    int port = freePort();
    try (Session session =
        Session.builder()
            .set("workers", "1")
            .set("threads", "1")
            .set("health.listen", "127.0.0.1:" + port)
            .build()) {
      assertEquals(200, live(port));
      session.conf().set("memory", "300MB");
      assertEquals(200, live(port));
      assertEquals(1000, count(session));
      SheafException e =
          assertThrows(
              SheafException.class,
              () -> session.conf().set("cluster.listen", "nowhere.invalid:1"));
      assertEquals("", session.conf().get("cluster.listen"), e.getMessage());
      assertEquals(200, live(port));
      assertEquals(1000, count(session));
    }
  }
}
