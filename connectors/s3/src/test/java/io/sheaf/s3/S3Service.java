package io.sheaf.s3;

import io.sheaf.connector.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A service in this process that speaks S3's protocol and checks signatures; with one bucket. */
public final class S3Service implements AutoCloseable {
  public static final String KEY = "AKIDEXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLE";
  public static final String BUCKET = "some-bucket";

  private final S3Proxy proxy;
  private final S3Client client;

  private S3Service(Properties properties) {
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
    properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    properties.setProperty("s3proxy.identity", KEY);
    properties.setProperty("s3proxy.credential", SECRET);
    properties.setProperty("jclouds.identity", KEY);
    properties.setProperty("jclouds.credential", SECRET);
    try {
      proxy =
          S3Proxy.Builder.fromProperties(properties)
              .blobStore(BlobStores.create(properties.getProperty("jclouds.provider"), properties))
              .build();
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    client = client(endpoint());
    client.createBucket(request -> request.bucket(BUCKET));
  }

  /** Objects in memory. */
  public static S3Service inMemory() {
    Properties properties = new Properties();
    properties.setProperty("jclouds.provider", "transient-nio2");
    return new S3Service(properties);
  }

  /** Objects as files below a folder that exists; the bucket is a folder in it. */
  public static S3Service inFolder(Path folder) {
    Properties properties = new Properties();
    properties.setProperty("jclouds.provider", "filesystem-nio2");
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    return new S3Service(properties);
  }

  public int port() {
    return proxy.getPort();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** A client of somebody else. */
  S3Client client() {
    return client;
  }

  private static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .serviceConfiguration(service -> service.expectContinueEnabled(false))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Has the stores of this JVM use it, at an address that leads to it. */
  public static void use(URI endpoint) {
    StoreSettings.change("s3.endpoint", endpoint.toString());
    StoreSettings.change("s3.access.key", KEY);
    StoreSettings.change("s3.secret.key", SECRET);
  }

  /** Has the stores of this JVM forget all that {@link #use} told them. */
  public static void forget() {
    StoreSettings.change("s3.endpoint", null);
    StoreSettings.change("s3.access.key", null);
    StoreSettings.change("s3.secret.key", null);
  }

  @Override
  public void close() {
    client.close();
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
