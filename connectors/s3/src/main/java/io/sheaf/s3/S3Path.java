package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import java.util.regex.Pattern;

/**
 * A place in a bucket. Keys are written in a path as they are, without escapes.
 *
 * @param key without slashes at its ends; empty for the bucket itself
 */
record S3Path(String bucket, String key) {
  static final String SCHEME = "s3://";
  private static final Pattern SCHEMES = Pattern.compile("s3[an]?://", Pattern.CASE_INSENSITIVE);
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,62}");

  static boolean isOne(String path) {
    return path.length() > 4 && (path.charAt(0) | 32) == 's' && SCHEMES.matcher(path).lookingAt();
  }

  /**
   * @throws SheafException (USER) when the path names no bucket
   */
  static S3Path of(String path) {
    String rest = path.substring(path.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (!BUCKET.matcher(bucket).matches()) {
      throw SheafException.user(
          "BAD_PATH", "bad path " + path + ": an S3 path begins with s3://BUCKET/");
    }
    String key = slash < 0 ? "" : rest.substring(slash + 1);
    int end = key.length();
    while (end > 0 && key.charAt(end - 1) == '/') {
      end--;
    }
    return new S3Path(bucket, key.substring(0, end));
  }

  /** What the keys of all below begin with. */
  String below() {
    return key.isEmpty() ? "" : key + "/";
  }

  S3Path with(String otherKey) {
    return new S3Path(bucket, otherKey);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
