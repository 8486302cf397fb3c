package io.sheaf.s3;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3InFolderTest extends S3StoreContract {
  @TempDir static Path folder;
  private static S3Service service;

  @BeforeAll
  static void start() {
    service = S3Service.inFolder(folder);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  S3Service service() {
    return service;
  }
}
