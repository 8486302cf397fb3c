package io.sheaf.files.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ByteRange;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.TableRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads from a web server of this process. */
class HttpFileStoreTest {
  private final HttpFileStore store = new HttpFileStore(Duration.ofSeconds(5));
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<String> methods = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer server;
  private String root;
  private volatile byte[] content = new byte[100_000];
  private volatile String tag = "\"one\"";
  private volatile boolean ranges = true;
  private volatile boolean onlyGet;
  private volatile boolean stalls;

  @BeforeEach
  void start() throws IOException {
    new Random(7).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(command -> Thread.ofVirtual().start(command));
    server.start();
    root = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @AfterEach
  void stop() {
    stopped.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      methods.add(exchange.getRequestMethod());
      if (onlyGet && !exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      if (!exchange.getRequestURI().getPath().endsWith("a.bin")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().add("ETag", tag);
      String match = exchange.getRequestHeaders().getFirst("If-Match");
      if (match != null && !match.equals(tag)) {
        exchange.sendResponseHeaders(412, -1);
        return;
      }
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().add("Content-Length", "" + content.length);
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      byte[] body = content;
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (ranges && range != null) {
        String[] ends = range.substring("bytes=".length()).split("-");
        body =
            Arrays.copyOfRange(content, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
      }
      if (body != content) {
        String all = range.replace('=', ' ') + "/" + content.length;
        exchange.getResponseHeaders().add("Content-Range", all);
      }
      exchange.sendResponseHeaders(body == content ? 200 : 206, body.length);
      exchange.getResponseBody().write(body, 0, stalls ? body.length / 2 : body.length);
      if (stalls) {
        exchange.getResponseBody().flush();
        await();
      }
    }
  }

  private void await() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readsRight() {
    FileInfo info = store.info(root + "a.bin");
    assertEquals(content.length, info.sizeBytes());
    try (ReadableFile file = store.open(info)) {
      file.fetchAhead(List.of(new ByteRange(50_000, 100)));
      byte[] read = new byte[2000];
      file.read(49_000, read, 0, 2000);
      assertArrayEquals(Arrays.copyOfRange(content, 49_000, 51_000), read);
    }
  }

  @Test
  void rangesAreRead() {
    readsRight();
    assertEquals(1, store.list(root + "a.bin").size());
    assertEquals(List.of(), store.list(root + "b.bin"));
    assertFalse(store.exists(root + "b.bin"));
  }

  @Test
  void aUrlThatIsSignedForReadingAloneIsRead() {
    onlyGet = true;
    readsRight();
    ranges = false;
    readsRight();
    assertEquals(List.of(), store.list(root + "b.bin"));
  }

  @Test
  void aServerIsAskedOnceWhatItHas() {
    store.list(root + "a.bin");
    assertEquals(List.of("HEAD"), methods);
  }

  @Test
  void aServerThatStopsWithinABodyIsNotWaitedForWithoutEnd() {
    stalls = true;
    HttpFileStore hasty = new HttpFileStore(Duration.ofMillis(100));
    try (ReadableFile file = hasty.open(hasty.info(root + "a.bin"))) {
      SheafException e =
          assertThrows(SheafException.class, () -> file.read(0, new byte[1000], 0, 1000));
      assertEquals("IO", e.code());
      assertTrue(e.getMessage().endsWith("nothing came for 100 ms"), e.getMessage());
    }
  }

  @Test
  void aServerWithoutRangesIsReadAsWell() {
    ranges = false;
    readsRight();
  }

  @Test
  void aServerThatFailsNowAndThenIsAskedAgain() {
    failures.set(3);
    readsRight();
    failures.set(100);
    SheafException e = assertThrows(SheafException.class, () -> store.info(root + "a.bin"));
    assertEquals(SheafException.Blame.EXTERNAL, e.blame());
    assertTrue(e.getMessage().contains(root + "a.bin: the server says 500"), e.getMessage());
  }

  @Test
  void aFileThatChangesWhileItIsReadIsAnError() {
    FileInfo info = store.info(root + "a.bin");
    tag = "\"two\"";
    try (ReadableFile file = store.open(info)) {
      SheafException e = assertThrows(SheafException.class, () -> file.read(0, new byte[1], 0, 1));
      assertEquals("FILE_CHANGED", e.code());
    }
  }

  @Test
  void nothingIsWritten() {
    assertEquals(
        "READ_ONLY", assertThrows(SheafException.class, () -> store.create(root + "a.bin")).code());
  }

  @Test
  void whatSignsAUrlIsNotTold() {
    String signed = root + "b.bin?signature=secret";
    SheafException e = assertThrows(SheafException.class, () -> store.info(signed));
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
    assertTrue(e.getMessage().endsWith("/b.bin?..."), e.getMessage());
    TableRef ref = new TableRef("csv", signed);
    assertFalse((ref + ref.shortName()).contains("secret"), ref.toString());
    assertEquals("HTTPS://h/b.csv?...", FileInfo.shown("HTTPS://me:secret@h/b.csv?x=secret/y.z"));
    assertEquals("httpd/b?.csv", FileInfo.shown("httpd/b?.csv"));
    assertEquals("csv", Connectors.ending("https://h/b.CSV?x=secret/y.z"));
    assertEquals("csv", Connectors.ending("folder/a?b.csv"));
    try (ReadableFile file = store.open(new FileInfo(signed, 10, ""))) {
      SheafException cut =
          assertThrows(SheafException.class, () -> file.read(5, new byte[6], 0, 6));
      assertFalse(cut.getMessage().contains("secret"), cut.getMessage());
    }
    SheafException user =
        assertThrows(SheafException.class, () -> store.info("http://me:secret@127.0.0.1/a.bin"));
    assertEquals("BAD_PATH", user.code());
  }
}
