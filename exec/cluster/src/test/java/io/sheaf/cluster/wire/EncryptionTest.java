package io.sheaf.cluster.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines that only holders of certificates can open. */
@Timeout(60)
class EncryptionTest {
  private static final String HOST = "127.0.0.1";

  @TempDir static Path folder;

  private static Certificates ours;
  private static Certificates theirs;
  private static Path driver;
  private static Path worker;

  private final Secret secret = Secret.random();
  private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

  @BeforeAll
  static void sign() throws IOException, GeneralSecurityException {
    ours = new Certificates(below("ours"));
    theirs = new Certificates(below("theirs"));
    driver = ours.member("driver");
    worker = ours.member("worker");
  }

  private static Path below(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static Encryption by(Path certificates) {
    return Encryption.of(Optional.of(certificates));
  }

  private int listen(Endpoint server) {
    return server.listen(
        HOST,
        0,
        (connection, message) -> {
          heard.add(message);
          if (message instanceof Message.Fetch fetch) {
            connection.send(new Message.Block(fetch.request(), new byte[fetch.bytes()]));
          }
        });
  }

  private static SheafException refused(Endpoint client, int port) {
    return (SheafException)
        assertThrows(
                CompletionException.class,
                () -> client.connect(HOST, port, (connection, message) -> {}).join())
            .getCause();
  }

  @Test
  void membersTalk() throws InterruptedException {
    try (Endpoint server = new Endpoint(secret, by(driver));
        Endpoint client = new Endpoint(secret, by(worker))) {
      Connection line = client.connect(HOST, listen(server), (connection, message) -> {}).join();
      line.send(new Message.Heartbeat(7));
      assertEquals(new Message.Heartbeat(7), heard.take());
      Message.BlockId block =
          new Message.BlockId(new Message.TaskId(new Message.StageId(1, 0), 0, 0), 0);
      assertArrayEquals(new byte[3_000_000], line.fetch(1, block, 0, 3_000_000).join());
    }
  }

  @Test
  void strangersAreNotLetInEvenWithTheSecret() throws IOException, GeneralSecurityException {
    Path stranger = theirs.member("stranger");
    try (Endpoint server = new Endpoint(secret, by(driver));
        Endpoint plain = new Endpoint(secret, Encryption.NONE);
        Endpoint unknown = new Endpoint(secret, by(stranger))) {
      int port = listen(server);
      assertEquals("NOT_TRUSTED", refused(unknown, port).code());
      refused(plain, port);
      // Trusting our authority does not make it sign.
      Files.copy(
          driver.resolve("authority.pem"),
          stranger.resolve("authority.pem"),
          StandardCopyOption.REPLACE_EXISTING);
      try (Endpoint lying = new Endpoint(secret, by(stranger))) {
        refused(lying, port);
      }
    }
    assertTrue(heard.isEmpty());
  }

  @Test
  void aServerWithoutCertificatesIsNotTalkedTo() {
    try (Endpoint server = new Endpoint(secret, Encryption.NONE);
        Endpoint client = new Endpoint(secret, by(worker))) {
      refused(client, listen(server));
    }
  }

  @Test
  void saysWhatIsWrongWithAFolder() throws IOException {
    SheafException missing = assertThrows(SheafException.class, () -> by(below("empty")));
    assertTrue(missing.getMessage().endsWith("certificate.pem cannot be read"));
    Path member = below("wrong");
    for (String name : List.of("certificate.pem", "authority.pem")) {
      Files.copy(worker.resolve(name), member.resolve(name));
    }
    Files.write(member.resolve("key.pem"), "no key".getBytes(StandardCharsets.US_ASCII));
    assertEquals("BAD_CERTIFICATE", assertThrows(SheafException.class, () -> by(member)).code());
  }
}
