package io.sheaf.files.http;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Requests to web servers, sent again where that may help. Thread-safe; all calls block. */
final class HttpRequests {
  private static final int ATTEMPTS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(10);

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
    return send(
        head,
        path,
        answer -> {
          if (answer.statusCode() == 404 || answer.statusCode() == 410) {
            return Optional.empty();
          }
          check(answer, path);
          long bytes = answer.headers().firstValueAsLong("content-length").orElse(-1);
          if (bytes < 0) {
            throw SheafException.external(
                "NO_LENGTH", "the server does not say how long " + shown(path) + " is", null);
          }
          return Optional.of(new FileInfo(path, bytes, version(answer)));
        });
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
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
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
