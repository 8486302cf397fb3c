package io.sheaf.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.StoreSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is neither set nor found around the JVM is asked for. */
class UnsetTest {
  private static final Map<String, String> NOTHING_AROUND =
      Map.of(
          "aws.disableEc2Metadata", "true",
          "aws.configFile", "/none/config",
          "aws.sharedCredentialsFile", "/none/credentials");

  private final S3FileStore store = new S3FileStore();

  @BeforeEach
  void hide() {
    assumeTrue(
        List.of("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            .stream()
            .allMatch(name -> System.getenv(name) == null));
    NOTHING_AROUND.forEach(System::setProperty);
  }

  @AfterEach
  void forget() {
    NOTHING_AROUND.keySet().forEach(System::clearProperty);
    StoreSettings.forget(this);
  }

  private String code() {
    return assertThrows(SheafException.class, () -> store.list("s3://some-bucket/a/")).code();
  }

  @Test
  void aRegion() {
    StoreSettings.tell(this, Map.of("s3.access.key", "anonymous"));
    assertEquals("NO_REGION", code());
  }

  @Test
  void credentials() {
    StoreSettings.tell(this, Map.of("s3.endpoint", "http://127.0.0.1:1"));
    assertEquals("NO_CREDENTIALS", code());
  }
}
