package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.StoreSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is set for one bucket. It never prints the keys.
 *
 * @param endpoint where the service is; empty for that of the region
 * @param pathStyle whether the bucket is named in the path and not in the host's name
 * @param credentials empty to look for them as other programs for AWS do
 */
record S3Settings(
    Optional<String> region,
    Optional<URI> endpoint,
    boolean pathStyle,
    Optional<Credentials> credentials) {
  static final List<StoreSettings.Key> KEYS =
      List.of(
          new StoreSettings.Key(
              "s3.region",
              false,
              "The region of S3 buckets; by default what the environment says. Behind"
                  + " s3.bucket.NAME. any of these is for one bucket."),
          new StoreSettings.Key(
              "s3.endpoint",
              false,
              "The URL of a service that speaks S3's protocol; by default that of AWS."),
          new StoreSettings.Key(
              "s3.path.style",
              false,
              "Whether buckets are named in the path of URLs (true) or in the host's name (false);"
                  + " by default in the path where an endpoint is set."),
          new StoreSettings.Key(
              "s3.access.key",
              false,
              "The name of an access key; by default credentials are looked for in the environment,"
                  + " profiles and the machine's role. 'anonymous' for none."),
          new StoreSettings.Key("s3.secret.key", true, "The secret of the access key."),
          new StoreSettings.Key(
              "s3.session.token", true, "The token that goes with a temporary access key."));

  private static final String ANONYMOUS = "anonymous";

  /**
   * @param secret null for anonymous access
   * @param token null for a lasting key
   */
  record Credentials(String key, String secret, String token) {
    boolean isAnonymous() {
      return secret == null;
    }

    @Override
    public String toString() {
      return "Credentials of " + key;
    }
  }

  static S3Settings of(StoreSettings settings, String bucket) {
    Optional<URI> endpoint = get(settings, bucket, "endpoint").map(S3Settings::uri);
    return new S3Settings(
        get(settings, bucket, "region"),
        endpoint,
        get(settings, bucket, "path.style").map(S3Settings::flag).orElse(endpoint.isPresent()),
        credentials(settings, bucket));
  }

  private static Optional<String> get(StoreSettings settings, String bucket, String name) {
    return settings.get("s3", bucket, name);
  }

  private static Optional<Credentials> credentials(StoreSettings settings, String bucket) {
    Optional<String> key = get(settings, bucket, "access.key");
    Optional<String> secret = get(settings, bucket, "secret.key");
    if (key.isPresent() && key.get().equals(ANONYMOUS)) {
      return Optional.of(new Credentials(ANONYMOUS, null, null));
    }
    if (key.isPresent() != secret.isPresent()) {
      throw SheafException.user(
          "BAD_SETTING", "s3.access.key and s3.secret.key go together: only one of them is set");
    }
    return key.map(
        k -> new Credentials(k, secret.get(), get(settings, bucket, "session.token").orElse(null)));
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "https://" + text);
      if (uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // falls through to the message
    }
    throw SheafException.user(
        "BAD_SETTING", "s3.endpoint takes a URL such as http://localhost:9000");
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "on", "1" -> true;
      case "false", "off", "0" -> false;
      default ->
          throw SheafException.user(
              "BAD_SETTING", "s3.path.style takes true or false, not '" + text + "'");
    };
  }
}
