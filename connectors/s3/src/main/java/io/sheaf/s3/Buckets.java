package io.sheaf.s3;

import io.sheaf.connector.StoreSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients by what is set for a bucket; buckets of the same settings share one. Thread-safe. */
final class Buckets {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** A request is sent so many times at most; all of a client together have a budget, too. */
  private static final int ATTEMPTS = 6;

  /** How many open connections to a host the JDK keeps; it reads that once. */
  private static final String KEPT_CONNECTIONS = "http.maxConnections";

  static {
    if (System.getProperty(KEPT_CONNECTIONS) == null) {
      System.setProperty(KEPT_CONNECTIONS, Integer.toString(S3FileStore.REQUESTS_AT_ONCE));
    }
  }

  private final Map<S3Settings, S3Client> clients = new ConcurrentHashMap<>();
  private final Duration silence;

  Buckets() {
    this(SILENCE);
  }

  /**
   * @param silence after what time without a byte a request is given up
   */
  Buckets(Duration silence) {
    this.silence = silence;
  }

  Bucket bucket(String name) {
    S3Settings settings = S3Settings.of(StoreSettings.present(), name);
    S3Path path = new S3Path(name, "");
    return new Bucket(clients.computeIfAbsent(settings, all -> client(all, path)), name);
  }

  private S3Client client(S3Settings settings, S3Path path) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(silence))
            .overrideConfiguration(
                all ->
                    all.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()))
            .forcePathStyle(settings.pathStyle())
            // A body is sent at once: waiting for leave costs a round trip and gains nothing here.
            .serviceConfiguration(service -> service.expectContinueEnabled(false))
            // What a service other than S3 may not know; lengths and versions are checked anyway.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.credentials().ifPresent(keys -> builder.credentialsProvider(provider(keys)));
    if (settings.region().isPresent()) {
      builder.region(Region.of(settings.region().get()));
    } else if (settings.endpoint().isPresent()) {
      builder.region(Region.US_EAST_1);
    } else {
      builder.crossRegionAccessEnabled(true);
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      throw S3Errors.of("reach", path, e);
    }
  }

  private static AwsCredentialsProvider provider(S3Settings.Credentials keys) {
    if (keys.isAnonymous()) {
      return AnonymousCredentialsProvider.create();
    }
    return StaticCredentialsProvider.create(
        keys.token() == null
            ? AwsBasicCredentials.create(keys.key(), keys.secret())
            : AwsSessionCredentials.create(keys.key(), keys.secret(), keys.token()));
  }
}
