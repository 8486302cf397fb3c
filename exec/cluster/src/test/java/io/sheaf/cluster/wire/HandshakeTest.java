package io.sheaf.cluster.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is trusted, and who is not. */
class HandshakeTest {
  private static final Secret SECRET = Secret.of("a secret of the test");
  private static final long BUILD = 7;

  private final Handshake server = Handshake.server(SECRET, BUILD);
  private final Handshake client = Handshake.client(SECRET, BUILD);

  @Test
  void bothSidesProveThemselves() {
    byte[] proof = client.receive(server.receive(client.hello()));
    assertFalse(server.isDone());
    byte[] answer = server.receive(proof);
    assertTrue(server.isDone());
    assertFalse(client.isDone());
    assertNull(client.receive(answer));
    assertTrue(client.isDone());
  }

  @Test
  void aClientWithAnotherSecretIsRefused() {
    Handshake stranger = Handshake.client(Secret.random(), BUILD);
    byte[] proof = stranger.receive(server.receive(stranger.hello()));
    refused("the secret is another one", () -> server.receive(proof));
    assertFalse(server.isDone());
  }

  @Test
  void aServerWithAnotherSecretIsRefused() {
    Handshake stranger = Handshake.server(Secret.random(), BUILD);
    stranger.receive(client.hello());
    // It cannot check the client's proof either, and pretends.
    byte[] nonce = new byte[33];
    nonce[0] = 1;
    client.receive(nonce);
    byte[] pretended = new byte[33];
    pretended[0] = 1;
    refused("the other side does not know the secret", () -> client.receive(pretended));
  }

  @Test
  void whatWasSaidBeforeIsOfNoUse() {
    List<byte[]> heard = new ArrayList<>();
    heard.add(client.hello());
    heard.add(client.receive(server.receive(heard.getFirst())));
    server.receive(heard.get(1));
    assertTrue(server.isDone());
    Handshake next = Handshake.server(SECRET, BUILD);
    next.receive(heard.getFirst());
    refused("the secret is another one", () -> next.receive(heard.get(1)));
  }

  @Test
  void aProofIsOfNoUseForTheOtherRole() {
    byte[] answer = server.receive(client.hello());
    byte[] proof = client.receive(answer);
    byte[] mirrored = new byte[proof.length + 1];
    mirrored[0] = 1;
    System.arraycopy(proof, 0, mirrored, 1, proof.length);
    refused("the other side does not know the secret", () -> client.receive(mirrored));
  }

  @Test
  void anotherBuildIsToldSo() {
    Handshake older = Handshake.client(SECRET, BUILD + 1);
    SheafException why = assertThrows(SheafException.class, () -> server.receive(older.hello()));
    assertTrue(why.getMessage().contains("of the same build"), why.getMessage());
    byte[] refusal = Handshake.refusal(why);
    assertTrue(refusal.length <= Handshake.LIMIT_BYTES);
    refused(why.getMessage(), () -> older.receive(refusal));
  }

  @Test
  void randomBytesAreRefused() {
    long seed = Long.getLong("sheaf.seed", 1);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] frame = new byte[random.nextInt(Handshake.LIMIT_BYTES)];
      random.nextBytes(frame);
      Handshake called = Handshake.server(SECRET, BUILD);
      assertThrows(SheafException.class, () -> called.receive(frame), "seed " + seed);
      called.receive(client.hello());
      assertThrows(SheafException.class, () -> called.receive(frame), "seed " + seed);
      assertFalse(called.isDone());
    }
  }

  @Test
  void secretsThatCanBeGuessedAreRefused() {
    assertThrows(SheafException.class, () -> Secret.of("short"));
    assertEquals("Secret", SECRET.toString());
  }

  private static void refused(String message, Runnable step) {
    SheafException why = assertThrows(SheafException.class, step::run);
    assertEquals("NOT_TRUSTED", why.code());
    assertEquals(message, why.getMessage());
  }
}
