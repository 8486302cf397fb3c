package io.sheaf.cluster.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines over real sockets. */
@Timeout(60)
class EndpointTest {
  private static final String HOST = "127.0.0.1";
  private static final BlockId BLOCK = new BlockId(new TaskId(new StageId(1, 0), 0, 0), 0);

  private final Secret secret = Secret.random();
  private final Endpoint server = new Endpoint(secret, Encryption.NONE);
  private final Endpoint client = new Endpoint(secret, Encryption.NONE);
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final int port = server.listen(HOST, 0, new Answering());

  /** Says back what it hears; answers requests. */
  private final class Answering implements Receiver {
    @Override
    public void received(Connection connection, Message message) {
      heard.add(message);
      if (message instanceof Message.Fetch fetch) {
        connection.send(
            fetch.offset() < 0
                ? new Message.Refused(fetch.request(), "before the start")
                : new Message.Block(fetch.request(), new byte[fetch.bytes()]));
      }
    }

    @Override
    public void closed(Connection connection) {
      heard.add("closed");
    }
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private Connection connect() {
    return client.connect(HOST, port, (connection, message) -> {}).join();
  }

  @Test
  void messagesArriveInOrder() throws InterruptedException {
    Connection connection = connect();
    for (int i = 0; i < 1000; i++) {
      connection.send(new Message.Heartbeat(i));
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(new Message.Heartbeat(i), heard.take());
    }
    connection.close();
    assertEquals("closed", heard.take());
  }

  @Test
  void requestsAreAnswered() {
    Connection connection = connect();
    assertArrayEquals(new byte[300_000], connection.fetch(1, BLOCK, 0, 300_000).join());
    CompletionException refused =
        assertThrows(CompletionException.class, () -> connection.fetch(1, BLOCK, -1, 10).join());
    assertEquals("before the start", refused.getCause().getMessage());
  }

  @Test
  void whoWaitsIsToldThatTheLineIsClosed() {
    Connection connection = connect();
    connection.close();
    assertThrows(CompletionException.class, () -> connection.fetch(1, BLOCK, 0, 10).join());
  }

  @Test
  void strangersAreNotLetIn() {
    try (Endpoint stranger = new Endpoint(Secret.random(), Encryption.NONE)) {
      CompletionException failure =
          assertThrows(
              CompletionException.class,
              () -> stranger.connect(HOST, port, (connection, message) -> {}).join());
      SheafException why = (SheafException) failure.getCause();
      assertEquals("NOT_TRUSTED", why.code());
      assertEquals("the secret is another one", why.getMessage());
    }
    assertTrue(heard.isEmpty());
  }

  @Test
  void rubbishAndLongFramesCloseTheLineAndNothingElse() throws IOException, InterruptedException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("EndpointTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      try (Socket socket = new Socket(HOST, port)) {
        byte[] rubbish = new byte[1 + random.nextInt(2000)];
        random.nextBytes(rubbish);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        if (round % 2 == 0) {
          out.writeInt(Handshake.LIMIT_BYTES + 1 + random.nextInt(1 << 30));
        } else {
          out.writeInt(rubbish.length % Handshake.LIMIT_BYTES);
        }
        try {
          out.write(rubbish);
          out.write(new byte[1000]);
          out.flush();
        } catch (IOException e) {
          // hung up already
        }
        assertHungUp(socket);
      }
    }
    connect().send(new Message.Heartbeat(1));
    assertEquals(new Message.Heartbeat(1), heard.poll(10, TimeUnit.SECONDS));
  }

  /** A refusal may come first. */
  private static void assertHungUp(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // the refusal
      }
    } catch (IOException e) {
      // reset: hung up as well
    }
  }
}
