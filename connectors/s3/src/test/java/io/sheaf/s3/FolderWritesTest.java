package io.sheaf.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.WritableFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several write one folder: a write that reports success is there. */
class FolderWritesTest {
  private static final String ROOT = "s3://" + S3Service.BUCKET + "/";
  private static S3Service service;
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
    S3Service.use(service.endpoint());
  }

  @AfterEach
  void forget() {
    S3Service.forget();
  }

  private String begin(String folder, String name, String text) {
    String staging = store.stagingDirectory(ROOT + folder);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (WritableFile file = store.create(staging + "/" + name)) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
    return staging;
  }

  private void end(String folder, String name, String staging) {
    try {
      store.publish(staging, Map.of(name, name), ROOT + folder);
    } finally {
      store.delete(staging);
    }
  }

  private void write(String folder, String text) {
    end(folder, "a.csv", begin(folder, "a.csv", text));
  }

  private List<String> contents(String folder) {
    return store.list(ROOT + folder).stream().map(this::read).toList();
  }

  private String read(FileInfo file) {
    byte[] bytes = new byte[(int) file.sizeBytes()];
    try (ReadableFile open = store.open(file)) {
      open.read(0, bytes, 0, bytes.length);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void aWriteThatTwoOthersOvertookIsAConflict() {
    write("overtaken", "first");
    String slow = begin("overtaken", "a.csv", "slow");
    write("overtaken", "second");
    write("overtaken", "third");
    SheafException e = assertThrows(SheafException.class, () -> end("overtaken", "a.csv", slow));
    assertEquals("WRITE_CONFLICT", e.code());
    assertEquals(List.of("third"), contents("overtaken"));
    write("overtaken", "fourth");
    assertEquals(List.of("fourth"), contents("overtaken"));
    int objects =
        service
            .client()
            .listObjectsV2(request -> request.bucket(S3Service.BUCKET).prefix("overtaken/"))
            .keyCount();
    assertEquals(2, objects, "a file and its manifest");
  }

  @Test
  void aWriteThatWasOvertakenWhileItBeganFollowsTheOthers() {
    write("begun", "first");
    AtomicBoolean overtaken = new AtomicBoolean();
    try (Wire wire =
        new Wire(
            service.port(),
            request -> {
              if (request.matches("PUT .*write-.*") && overtaken.compareAndSet(false, true)) {
                write("begun", "second");
                write("begun", "third");
              }
              return Wire.Fault.NONE;
            })) {
      S3Service.use(wire.endpoint());
      String slow = begin("begun", "a.csv", "slow");
      assertEquals(List.of("third"), contents("begun"));
      end("begun", "a.csv", slow);
    }
    S3Service.use(service.endpoint());
    assertEquals(List.of("slow"), contents("begun"));
  }

  @Test
  void aPartOfADatasetIsNotWrittenAlone() {
    String staging = begin("parts", "year=2024/a.csv", "whole");
    end("parts", "year=2024/a.csv", staging);
    for (String part : List.of("parts/year=2024", "parts/year=2025/month=1/")) {
      SheafException e = assertThrows(SheafException.class, () -> write(part, "part"));
      assertEquals("PART_OF_DATASET", e.code());
      assertEquals(SheafException.Blame.USER, e.blame());
    }
    assertEquals(List.of("whole"), contents("parts"));
    write("alone/year=2024", "part");
    assertEquals(List.of("part"), contents("alone/year=2024"));
  }
}
