package io.sheaf.files.http;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.WritableFile;
import io.sheaf.connector.remote.RemoteFile;
import io.sheaf.connector.remote.Transfers;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Files of web servers, for {@code http:} and {@code https:} URLs: single files, which can only be
 * read. What follows a question mark in a URL may be secret, so that no message shows it.
 * Thread-safe.
 */
public final class HttpFileStore implements FileStore {
  private static final int REQUESTS_AT_ONCE = 8;
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Transfers transfers = new Transfers(REQUESTS_AT_ONCE);
  private final Duration silence;
  private HttpRequests requests;

  public HttpFileStore() {
    this(SILENCE);
  }

  /**
   * @param silence after what time without a byte a request is given up
   */
  HttpFileStore(Duration silence) {
    this.silence = silence;
  }

  private synchronized HttpRequests requests() {
    if (requests == null) {
      requests = new HttpRequests(silence);
    }
    return requests;
  }

  @Override
  public boolean handles(String path) {
    return path.regionMatches(true, 0, "http://", 0, 7)
        || path.regionMatches(true, 0, "https://", 0, 8);
  }

  private static URI uri(String path) {
    try {
      URI uri = new URI(path);
      if (uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // falls through to the message
    }
    throw SheafException.user(
        "BAD_PATH",
        "bad URL "
            + FileInfo.shown(path)
            + ": it needs a host, no user, and %20 for a space; a web server lists no files, so"
            + " that there are no patterns");
  }

  @Override
  public List<FileInfo> list(String path) {
    return requests().find(uri(path), path).stream().toList();
  }

  @Override
  public FileInfo info(String path) {
    return requests()
        .find(uri(path), path)
        .orElseThrow(
            () -> SheafException.user("NO_SUCH_FILE", "there is no file " + FileInfo.shown(path)));
  }

  @Override
  public boolean exists(String path) {
    return requests().find(uri(path), path).isPresent();
  }

  @Override
  public boolean isDirectory(String path) {
    return false;
  }

  @Override
  public int concurrency() {
    return REQUESTS_AT_ONCE;
  }

  @Override
  public ReadableFile open(FileInfo file) {
    URI uri = uri(file.path());
    HttpRequests all = requests();
    return new RemoteFile(
        file,
        (position, target, offset, length) -> all.read(uri, file, position, target, offset, length),
        transfers);
  }

  private static SheafException readOnly(String path) {
    return SheafException.user(
        "READ_ONLY", "cannot write " + FileInfo.shown(path) + ": URLs can only be read");
  }

  @Override
  public WritableFile create(String path) {
    throw readOnly(path);
  }

  @Override
  public String stagingDirectory(String path) {
    throw readOnly(path);
  }

  @Override
  public void createDirectories(String path) {
    throw readOnly(path);
  }

  @Override
  public void publish(String staging, Map<String, String> names, String path) {
    throw readOnly(path);
  }

  @Override
  public void delete(String path) {
    throw readOnly(path);
  }
}
