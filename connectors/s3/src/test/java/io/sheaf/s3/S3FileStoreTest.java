package io.sheaf.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ByteRange;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.StoreSettings;
import io.sheaf.connector.WritableFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What an object store does beside what every store does. */
class S3FileStoreTest {
  private static final String ROOT = "s3://" + S3Service.BUCKET + "/";
  private static S3Service service;
  private Wire wire;
  private final S3FileStore store = new S3FileStore();

  @BeforeAll
  static void start() {
    service = S3Service.inMemory();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void use() {
    wire = new Wire(service.port());
    S3Service.use(wire.endpoint());
  }

  @AfterEach
  void forget() {
    S3Service.forget();
    wire.close();
  }

  private static void put(String key, byte[] bytes) {
    service
        .client()
        .putObject(
            request -> request.bucket(S3Service.BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  private static void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> keys(String prefix) {
    return service
        .client()
        .listObjectsV2Paginator(request -> request.bucket(S3Service.BUCKET).prefix(prefix))
        .contents()
        .stream()
        .map(object -> object.key())
        .toList();
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new Random(bytes).nextBytes(random);
    return random;
  }

  private static long uploads() {
    return service
        .client()
        .listMultipartUploads(request -> request.bucket(S3Service.BUCKET))
        .uploads()
        .size();
  }

  private byte[] read(FileInfo file) {
    byte[] bytes = new byte[(int) file.sizeBytes()];
    try (ReadableFile open = store.open(file)) {
      open.read(0, bytes, 0, bytes.length);
    }
    return bytes;
  }

  private List<String> contents(String path) {
    return store.list(path).stream().map(file -> new String(read(file))).toList();
  }

  private void write(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (WritableFile file = store.create(path)) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
  }

  @Test
  void aFileThatIsOverwrittenWhileItIsReadIsAnError() {
    put("changed/a", "one");
    FileInfo info = store.info(ROOT + "changed/a");
    try (ReadableFile file = store.open(info)) {
      file.read(0, new byte[1], 0, 1);
      put("changed/a", "two");
      SheafException e = assertThrows(SheafException.class, () -> file.read(1, new byte[2], 0, 2));
      assertEquals("FILE_CHANGED", e.code());
      assertTrue(e.getMessage().contains(ROOT + "changed/a was overwritten"), e.getMessage());
    }
  }

  @Test
  void aLargeFileGoesInParts() {
    byte[] bytes = random(3 * S3WritableFile.FIRST_PART_BYTES - 5);
    try (WritableFile file = store.create(ROOT + "large/a")) {
      for (int at = 0; at < bytes.length; at += 1_000_003) {
        file.write(bytes, at, Math.min(1_000_003, bytes.length - at));
      }
      assertEquals(1, uploads());
      assertEquals(List.of(), keys("large/"));
      file.commit();
    }
    assertEquals(0, uploads());
    assertEquals(bytes.length, store.info(ROOT + "large/a").sizeBytes());
    assertArrayEquals(bytes, read(store.info(ROOT + "large/a")));
  }

  @Test
  void aLargeFileThatIsNotCommittedLeavesNoParts() {
    byte[] bytes = random(S3WritableFile.FIRST_PART_BYTES + 1);
    try (WritableFile file = store.create(ROOT + "aborted/a")) {
      file.write(bytes, 0, bytes.length);
      assertEquals(1, uploads());
    }
    assertEquals(0, uploads());
    assertEquals(List.of(), keys("aborted/"));
  }

  @Test
  void largePartsAreHeldTwoAtATime() {
    assertEquals(3, S3WritableFile.sentAtOnce(S3WritableFile.FIRST_PART_BYTES));
    assertEquals(1, S3WritableFile.sentAtOnce(16 << 20));
    assertEquals(1, S3WritableFile.sentAtOnce(256 << 20));
  }

  @Test
  void whatIsFetchedAheadIsFetchedOnce() {
    byte[] bytes = random(1 << 20);
    put("ahead/a", bytes);
    FileInfo info = store.info(ROOT + "ahead/a");
    wire.reset();
    try (ReadableFile file = store.open(info)) {
      file.fetchAhead(
          List.of(
              new ByteRange(1000, 2000),
              new ByteRange(4000, 5000),
              new ByteRange(500_000, 100_000),
              new ByteRange(900_000, 50)));
      for (int[] part :
          new int[][] {{1000, 2000}, {4000, 5000}, {500_000, 70_000}, {570_000, 30_000}}) {
        byte[] read = new byte[part[1]];
        file.read(part[0], read, 0, read.length);
        assertArrayEquals(java.util.Arrays.copyOfRange(bytes, part[0], part[0] + part[1]), read);
      }
      byte[] across = new byte[100];
      file.read(899_980, across, 0, 100);
      assertArrayEquals(java.util.Arrays.copyOfRange(bytes, 899_980, 900_080), across);
    }
    // Three that were said before, and what was in front of and behind the last.
    assertEquals(5, wire.requests().size(), wire.requests().toString());
    assertEquals(8000 + 100_000 + 100, wire.bodyBytes());
  }

  @Test
  void manyFilesAreListedPageByPageAndSideBySide() {
    IntStream.range(0, 1100)
        .parallel()
        .forEach(i -> put("many/part=%d/f%04d.csv".formatted(i % 3, i), "x"));
    assertEquals(1100, store.list(ROOT + "many").size());
    assertEquals(1100, store.list(ROOT + "many/**").size());
    assertEquals(367, store.list(ROOT + "many/part=1/*").size());
    assertEquals(1, store.list(ROOT + "many/part=*/f0777.csv").size());
    wire.reset();
    assertEquals(366, store.list(ROOT + "many/part=2*/*.csv").size());
    assertEquals(List.of(), wire.requests().stream().filter(r -> r.contains("part%3D1")).toList());
  }

  @Test
  void aFolderIsReadByItsManifest() {
    put("set/a.csv", "old a");
    put("set/b.csv", "old b");
    String staging = store.stagingDirectory(ROOT + "set");
    write(staging + "/x.csv", "new x");
    write(staging + "/y.csv", "new y");
    write(staging + "/late.csv", "never");
    assertEquals(List.of("old a", "old b"), contents(ROOT + "set"));
    assertEquals(List.of("old a", "old b"), contents(ROOT + "set/*.csv"));
    store.publish(staging, Map.of("x.csv", "2", "y.csv", "1"), ROOT + "set");
    for (String path : List.of("set", "set/", "set/*.csv", "s*/*", "set/[x-y]*")) {
      assertEquals(List.of("new y", "new x"), contents(ROOT + path), path);
    }
    store.delete(staging);
    put("set/foreign.csv", "of another program");
    assertEquals(List.of("new y", "new x"), contents(ROOT + "set"));
    assertEquals(
        4, keys("set/").size(), "two files, the foreign one and a manifest: " + keys("set/"));
  }

  @Test
  void aPartitionIsReadByTheManifestOfItsFolder() {
    put("parts/y=1/a.csv", "old");
    String staging = store.stagingDirectory(ROOT + "parts");
    write(staging + "/y=1/b.csv", "b");
    write(staging + "/y=2/c.csv", "c");
    assertEquals(List.of("old"), contents(ROOT + "parts/y=1"));
    assertEquals(List.of("old"), contents(ROOT + "parts/y=1/*.csv"));
    store.publish(staging, Map.of("y=1/b.csv", "y=1/b", "y=2/c.csv", "y=2/c"), ROOT + "parts");
    assertEquals(List.of("b"), contents(ROOT + "parts/y=1"));
    assertEquals(List.of("c"), contents(ROOT + "parts/y=2/*"));
    assertEquals(List.of("b", "c"), contents(ROOT + "parts/y=*/*"));
  }

  @Test
  void ofTwoWritesAtATimeOneFails() {
    String one = store.stagingDirectory(ROOT + "two");
    String other = store.stagingDirectory(ROOT + "two");
    write(one + "/a.csv", "one");
    write(other + "/a.csv", "other");
    store.publish(other, Map.of("a.csv", "a"), ROOT + "two");
    SheafException e =
        assertThrows(
            SheafException.class, () -> store.publish(one, Map.of("a.csv", "a"), ROOT + "two"));
    assertEquals("WRITE_CONFLICT", e.code());
    store.delete(one);
    store.delete(other);
    assertEquals(List.of("other"), contents(ROOT + "two"));
    assertEquals(2, keys("two/").size(), keys("two/").toString());
  }

  @Test
  void afterAWriteThatFailedAFolderIsOpenToOthersAgain() {
    put("open/a.csv", "a");
    String staging = store.stagingDirectory(ROOT + "open");
    write(staging + "/x.csv", "x");
    put("open/b.csv", "b");
    assertEquals(List.of("a"), contents(ROOT + "open"));
    store.delete(staging);
    assertEquals(List.of("open/a.csv", "open/b.csv"), keys("open/"));
    assertEquals(List.of("a", "b"), contents(ROOT + "open"));
  }

  @Test
  void aTaskThatIsLateWritesNothing() {
    String staging = store.stagingDirectory(ROOT + "late");
    WritableFile early = store.createIn(staging, "early.csv");
    store.delete(staging);
    assertThrows(SheafException.class, early::commit);
    early.close();
    assertThrows(SheafException.class, () -> store.createIn(staging, "late.csv"));
    assertEquals(List.of(), keys("late/"));
    assertFalse(store.exists(ROOT + "late"));
  }

  @Test
  void whatKilledWritersLeftIsDeletedADayLater() {
    String staging = store.stagingDirectory(ROOT + "killed");
    write(staging + "/a.csv", "a");
    byte[] bytes = random(S3WritableFile.FIRST_PART_BYTES + 1);
    store.create(staging + "/b.csv").write(bytes, 0, bytes.length);
    Instant tomorrow = Instant.now().plus(Duration.ofHours(25));
    store.delete(store.stagingDirectory(ROOT + "killed"));
    assertEquals(3, keys("killed/").size(), keys("killed/").toString());
    S3FileStore later = new S3FileStore(() -> tomorrow, Buckets::new);
    String next = later.stagingDirectory(ROOT + "killed");
    assertEquals(0, uploads());
    later.delete(next);
    assertEquals(List.of(), keys("killed/"));
  }

  @Test
  void mistakesAreTheUsers() {
    SheafException missing =
        assertThrows(SheafException.class, () -> store.list("s3://no-such-bucket/a/*"));
    assertEquals("there is no bucket no-such-bucket", missing.getMessage());
    assertEquals(SheafException.Blame.USER, missing.blame());
    assertThrows(SheafException.class, () -> store.list("s3:///a"));
    SheafException pattern = assertThrows(SheafException.class, () -> store.list(ROOT + "a/{b*"));
    assertEquals("BAD_PATH", pattern.code());
  }

  @Test
  void wrongKeysAreNotTold() {
    String wrong = "wrong-secret-wrong-secret";
    StoreSettings.change("s3.secret.key", wrong);
    SheafException e = assertThrows(SheafException.class, () -> store.list(ROOT + "a"));
    assertEquals("ACCESS_DENIED", e.code(), e.getMessage());
    List<String> told = new ArrayList<>();
    for (Throwable t = e; t != null; t = t.getCause()) {
      told.add(t.toString());
    }
    told.add(StoreSettings.present().toString());
    told.add(S3Settings.of(StoreSettings.present(), "b").toString());
    assertFalse(told.toString().contains(wrong), told.toString());
  }

  @Test
  void aBucketMayHaveItsOwnSettings() {
    put("own/a", "a");
    StoreSettings.change("s3.endpoint", "http://127.0.0.1:1");
    StoreSettings.change("s3.bucket." + S3Service.BUCKET + ".endpoint", wire.endpoint().toString());
    try {
      assertEquals(List.of("a"), contents(ROOT + "own/*"));
      SheafException e = assertThrows(SheafException.class, () -> store.list("s3://other/a"));
      assertTrue(e.getMessage().contains("does not answer"), e.getMessage());
    } finally {
      StoreSettings.change("s3.bucket." + S3Service.BUCKET + ".endpoint", null);
    }
  }
}
