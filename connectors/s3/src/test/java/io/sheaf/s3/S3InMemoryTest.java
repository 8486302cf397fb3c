package io.sheaf.s3;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class S3InMemoryTest extends S3StoreContract {
  private static S3Service service;

  @BeforeAll
  static void start() {
    service = S3Service.inMemory();
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
