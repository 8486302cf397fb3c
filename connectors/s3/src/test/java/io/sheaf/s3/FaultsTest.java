package io.sheaf.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ByteRange;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.WritableFile;
import io.sheaf.s3.Wire.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One request in twenty goes wrong, one way or another: what is read and written is right. */
class FaultsTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());
  private static final String ROOT = "s3://" + S3Service.BUCKET + "/";
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static S3Service service;

  private final Random random = new Random(SEED);
  private final AtomicInteger happened = new AtomicInteger();
  private final S3FileStore store =
      new S3FileStore(InstantSource.system(), () -> new Buckets(SILENCE));

  @BeforeAll
  static void start() {
    service = S3Service.inMemory();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void forget() {
    S3Service.forget();
  }

  private synchronized Fault oneInTwenty(String request) {
    if (random.nextInt(20) > 0) {
      return Fault.NONE;
    }
    happened.incrementAndGet();
    return Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
  }

  @Test
  void foldersAreWrittenAndReadOverABadLine() {
    try (Wire wire = new Wire(service.port(), this::oneInTwenty)) {
      S3Service.use(wire.endpoint());
      for (int round = 0; round < 10; round++) {
        Map<String, byte[]> files = write(round);
        for (FileInfo info : store.list(ROOT + "bad")) {
          check(info, files.remove(info.path().replaceAll(".*/|-.*", "")));
        }
        assertEquals(Map.of(), files, "seed " + SEED);
      }
    }
    assertTrue(happened.get() > 3, "only " + happened + " faults with seed " + SEED);
  }

  private Map<String, byte[]> write(int round) {
    Map<String, byte[]> files = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    String staging = store.stagingDirectory(ROOT + "bad");
    for (int i = 0; i < 5; i++) {
      byte[] bytes = new byte[i == 0 && round % 4 == 0 ? 17 << 20 : random.nextInt(200_000)];
      random.nextBytes(bytes);
      try (WritableFile file = store.createIn(staging, "f" + i + ".bin")) {
        file.write(bytes, 0, bytes.length);
        file.commit();
      }
      files.put("f" + i, bytes);
      names.put("f" + i + ".bin", "f" + i);
    }
    store.publish(staging, names, ROOT + "bad");
    store.delete(staging);
    return files;
  }

  private void check(FileInfo info, byte[] expected) {
    assertEquals(expected.length, info.sizeBytes(), "seed " + SEED);
    byte[] bytes = new byte[expected.length];
    try (ReadableFile file = store.open(info)) {
      int half = bytes.length / 2;
      if (half > 0) {
        file.fetchAhead(List.of(new ByteRange(0, half)));
      }
      file.read(0, bytes, 0, bytes.length);
    }
    assertArrayEquals(expected, bytes, "seed " + SEED);
  }

  @Test
  void aLineThatIsAlwaysBadIsAnErrorThatNamesTheFile() {
    byte[] bytes = new byte[1000];
    try (Wire good = new Wire(service.port())) {
      S3Service.use(good.endpoint());
      try (WritableFile file = store.create(ROOT + "hopeless/a")) {
        file.write(bytes, 0, bytes.length);
        file.commit();
      }
    }
    for (Fault fault : Arrays.copyOfRange(Fault.values(), 1, Fault.values().length)) {
      try (Wire wire = new Wire(service.port(), r -> r.startsWith("GET") ? fault : Fault.NONE)) {
        S3Service.use(wire.endpoint());
        SheafException e = failure(store.info(ROOT + "hopeless/a"));
        assertEquals(SheafException.Blame.EXTERNAL, e.blame(), fault + ": " + e.getMessage());
        assertTrue(e.getMessage().contains(ROOT + "hopeless/a"), fault + ": " + e.getMessage());
      }
    }
  }

  private SheafException failure(FileInfo info) {
    try (ReadableFile file = store.open(info)) {
      return org.junit.jupiter.api.Assertions.assertThrows(
          SheafException.class, () -> file.read(0, new byte[1000], 0, 1000));
    }
  }
}
