package io.sheaf.files.http;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to web servers, sent again where that may help. Thread-safe; all calls block. */
final class HttpRequests {
  private static final int ATTEMPTS = 5;

  /** Before a request is sent for the second time; doubles each time. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Answers to HEAD that need not be those to GET. */
  private static final Set<Integer> REFUSED = Set.of(400, 401, 403, 405, 501);

  private static final Pattern RANGE = Pattern.compile("bytes (?:\\d+-\\d+|\\*)/(\\d{1,18})");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECT)
          .build();
  private final Duration silence;

  HttpRequests(Duration silence) {
    this.silence = silence;
  }

  /** A request and what is made of its answer; an IOException has it sent again. */
  private interface Taker<T> {
    T take(HttpResponse<InputStream> answer) throws IOException;
  }

  /** What a server says of a file; nothing when it has none. */
  Optional<FileInfo> find(URI uri, String path) {
    HttpRequest head = request(uri).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    // A URL may be signed for GET alone.
    Optional<Optional<FileInfo>> told =
        send(
            head,
            path,
            answer ->
                REFUSED.contains(answer.statusCode())
                    ? Optional.empty()
                    : Optional.of(found(answer, path)));
    return told.orElseGet(
        () ->
            send(
                request(uri).header("Range", "bytes=0-0").build(),
                path,
                answer -> found(answer, path)));
  }

  private static Optional<FileInfo> found(HttpResponse<?> answer, String path) {
    int status = answer.statusCode();
    if (status == 404 || status == 410) {
      return Optional.empty();
    }
    Matcher range = RANGE.matcher(answer.headers().firstValue("content-range").orElse(""));
    boolean part = (status == 206 || status == 416) && range.matches();
    if (!part) {
      check(answer, path);
    }
    long bytes =
        part
            ? Long.parseLong(range.group(1))
            : answer.headers().firstValueAsLong("content-length").orElse(-1);
    if (bytes < 0 || status == 206 && !part) {
      throw SheafException.external(
          "NO_LENGTH", "the server does not say how long " + shown(path) + " is", null);
    }
    return Optional.of(new FileInfo(path, bytes, version(answer)));
  }

  /** The strong tag of the content, or else its time, or else nothing. */
  private static String version(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("etag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> answer.headers().firstValue("last-modified"))
        .orElse("");
  }

  /** Reads from a file, which must still be what it was. */
  void read(URI uri, FileInfo file, long position, byte[] target, int offset, int length) {
    if (length == 0) {
      return;
    }
    HttpRequest.Builder request =
        request(uri).header("Range", "bytes=" + position + "-" + (position + length - 1));
    if (file.version().startsWith("\"")) {
      request.header("If-Match", file.version());
    }
    send(
        request.build(),
        file.path(),
        answer -> {
          if (answer.statusCode() == 412 || answer.statusCode() == 416) {
            throw changed(file.path());
          }
          check(answer, file.path());
          if (!version(answer).equals(file.version())) {
            throw changed(file.path());
          }
          boolean part = answer.statusCode() == 206;
          InputStream body = answer.body();
          if (!part) {
            // A server without ranges sends all of it.
            body.skipNBytes(position);
          }
          int got = body.readNBytes(target, offset, length);
          if (got < length) {
            throw new IOException("only " + got + " of " + length + " bytes came");
          }
          return got;
        });
  }

  private static String shown(String path) {
    return FileInfo.shown(path);
  }

  private static SheafException changed(String path) {
    return SheafException.external(
        "FILE_CHANGED",
        shown(path) + " was changed while it was being read; run the query again",
        null);
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(silence);
  }

  private static void check(HttpResponse<?> answer, String path) {
    int status = answer.statusCode();
    switch (status) {
      case 200, 206 -> {}
      case 404, 410 -> throw SheafException.user("NO_SUCH_FILE", "there is no file " + shown(path));
      case 401, 403 ->
          throw SheafException.user(
              "ACCESS_DENIED", "no permission to read " + shown(path) + " (" + status + ")");
      default ->
          throw SheafException.external(
              "IO", "cannot read " + shown(path) + ": the server says " + status, null);
    }
  }

  private <T> T send(HttpRequest request, String path, Taker<T> taker) {
    for (int attempt = 1; ; attempt++) {
      try {
        if (attempt > 1) {
          Thread.sleep(PAUSE.multipliedBy(1L << (attempt - 2)));
        }
        HttpResponse<InputStream> answer = client.send(request, _ -> new TimedBody(silence));
        try (InputStream _ = answer.body()) {
          boolean busy = answer.statusCode() >= 500 || answer.statusCode() == 429;
          if (!busy || attempt == ATTEMPTS) {
            return taker.take(answer);
          }
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
          throw SheafException.external("IO", "cannot read " + shown(path) + ": " + reason, null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw SheafException.user("CANCELLED", "reading " + shown(path) + " was stopped");
      }
    }
  }
}
