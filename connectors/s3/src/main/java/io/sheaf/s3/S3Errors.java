package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what went wrong, without anything that a request was signed with. */
final class S3Errors {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private S3Errors() {}

  /** Whether a condition of a request did not hold. */
  static boolean isRefused(SdkException e) {
    return e instanceof AwsServiceException s
        && (s.statusCode() == PRECONDITION_FAILED || s.statusCode() == CONFLICT);
  }

  /** Whether an answer could not be parsed: it broke off. */
  static boolean isGarbled(SdkException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof XMLStreamException) {
        return true;
      }
    }
    return false;
  }

  static boolean isMissing(SdkException e) {
    return e instanceof AwsServiceException s && s.statusCode() == 404;
  }

  /**
   * @param verb what was tried, as in "cannot read"
   */
  static SheafException of(String verb, S3Path path, SdkException e) {
    return switch (e) {
      case AwsServiceException answer -> answered(verb, path, answer);
      case AbortedException stopped -> SheafException.user("CANCELLED", verb + " was stopped");
      default -> unanswered(verb, path, e);
    };
  }

  private static SheafException answered(String verb, S3Path path, AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String said = e.statusCode() + (code == null || code.isEmpty() ? "" : " " + code);
    return switch (e.statusCode()) {
      case 404 ->
          SheafException.user(
              "NO_SUCH_FILE",
              "NoSuchBucket".equals(code)
                  ? "there is no bucket " + path.bucket()
                  : "there is no file " + path);
      case 401, 403 ->
          SheafException.user(
              "ACCESS_DENIED",
              "no permission to %s %s (%s): see the settings s3.access.key, s3.secret.key and"
                      .formatted(verb, path, said)
                  + " s3.region");
      case 301, 307, 400 ->
          SheafException.user(
              "BAD_REQUEST",
              "cannot %s %s (%s): see the settings s3.region and s3.endpoint"
                  .formatted(verb, path, said));
      case PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> changed(path);
      default ->
          SheafException.external("IO", "cannot %s %s (%s)".formatted(verb, path, said), null);
    };
  }

  /** The error of a file that is not any more what it was when the query was planned. */
  static SheafException changed(S3Path path) {
    return SheafException.external(
        "FILE_CHANGED",
        path + " was overwritten while it was being read; run the query again",
        null);
  }

  private static SheafException unanswered(String verb, S3Path path, SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("credentials")) {
      return SheafException.user(
          "NO_CREDENTIALS",
          "there are no credentials for %s: set s3.access.key and s3.secret.key, or the environment's"
                  .formatted(path)
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or s3.access.key = 'anonymous'");
    }
    if (message.contains("region")) {
      return SheafException.user("NO_REGION", "in which region is " + path + "? Set s3.region");
    }
    return SheafException.external("IO", "cannot %s %s: %s".formatted(verb, path, reason(e)), null);
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return switch (root) {
      case UnknownHostException host -> "unknown host " + host.getMessage();
      case ConnectException refused -> "the service does not answer (" + refused.getMessage() + ")";
      case SocketTimeoutException slow -> "no answer in time";
      case Incomplete cut -> cut.getMessage();
      case XMLStreamException cut -> "the answer broke off";
      case IOException other -> other.getMessage();
      default -> root.getClass().getSimpleName();
    };
  }

  /** A body that ended before its last byte. */
  static final class Incomplete extends IOException {
    private static final long serialVersionUID = 1L;

    Incomplete(int wanted, int got) {
      super("only " + got + " of " + wanted + " bytes came");
    }
  }
}
