package io.sheaf.s3;

import io.sheaf.connector.FileStore;
import io.sheaf.connector.FileStoreContractTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every store does, over a service that a subclass names. */
abstract class S3StoreContract extends FileStoreContractTest {
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final S3FileStore store = new S3FileStore();
  private String root;

  abstract S3Service service();

  @BeforeEach
  void use() {
    S3Service.use(service().endpoint());
    root = "s3://" + S3Service.BUCKET + "/test-" + TESTS.incrementAndGet() + "/with space";
  }

  @AfterEach
  void forget() {
    S3Service.forget();
  }

  @Override
  protected FileStore store() {
    return store;
  }

  @Override
  protected String root() {
    return root;
  }
}
