package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.Glob;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.StoreSettings;
import io.sheaf.connector.WritableFile;
import io.sheaf.connector.remote.RemoteFile;
import io.sheaf.connector.remote.Transfers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Objects of S3, and of services that speak its protocol, as files under {@code s3://BUCKET/KEY}.
 * Thread-safe. The AWS SDK is loaded when the first of these paths is used.
 */
public final class S3FileStore implements FileStore {
  static final int REQUESTS_AT_ONCE = 16;

  private final InstantSource clock;
  private final Supplier<Buckets> maker;
  private final Transfers transfers = new Transfers(REQUESTS_AT_ONCE);
  private Buckets buckets;

  public S3FileStore() {
    this(InstantSource.system(), Buckets::new);
  }

  /**
   * @param clock what the service's times are compared with
   */
  S3FileStore(InstantSource clock, Supplier<Buckets> maker) {
    this.clock = clock;
    this.maker = maker;
  }

  @Override
  public boolean handles(String path) {
    return S3Path.isOne(path);
  }

  @Override
  public List<StoreSettings.Key> settings() {
    return S3Settings.KEYS;
  }

  @Override
  public int concurrency() {
    return REQUESTS_AT_ONCE;
  }

  private Bucket bucket(S3Path path) {
    synchronized (this) {
      if (buckets == null) {
        buckets = maker.get();
      }
    }
    return buckets.bucket(path.bucket());
  }

  private Folders folders(S3Path path) {
    return new Folders(bucket(path), path.bucket(), transfers);
  }

  private FolderWrites writes(S3Path path) {
    return new FolderWrites(bucket(path), path.bucket(), folders(path), clock);
  }

  private static FileInfo info(S3Path path, Bucket.Entry entry) {
    return new FileInfo(path.toString(), entry.sizeBytes(), entry.version());
  }

  @Override
  public List<FileInfo> list(String pathOrGlob) {
    S3Path path = S3Path.of(pathOrGlob);
    boolean folder = path.key().isEmpty() || pathOrGlob.endsWith("/");
    if (!folder && path.key().indexOf('*') < 0) {
      Optional<Bucket.Entry> object = bucket(path).head(path.key());
      if (object.isPresent()) {
        return List.of(info(path, object.get()));
      }
    }
    if (!Glob.isGlob(path.key())) {
      return folders(path).below(path.below());
    }
    try {
      return folders(path).matching(path.key());
    } catch (IllegalArgumentException e) {
      throw SheafException.user("BAD_PATH", "bad pattern " + pathOrGlob + ": " + e.getMessage());
    }
  }

  @Override
  public FileInfo info(String name) {
    S3Path path = S3Path.of(name);
    return bucket(path)
        .head(path.key())
        .map(entry -> info(path, entry))
        .orElseThrow(() -> SheafException.user("NO_SUCH_FILE", "there is no file " + path));
  }

  @Override
  public boolean exists(String name) {
    S3Path path = S3Path.of(name);
    return !path.key().isEmpty() && bucket(path).head(path.key()).isPresent() || isDirectory(name);
  }

  @Override
  public boolean isDirectory(String name) {
    S3Path path = S3Path.of(name);
    Optional<StagedWrite> write = StagedWrite.of(path.key());
    return write.isPresent()
        ? writes(path).isUnderWay(write.get())
        : folders(path).any(path.below());
  }

  @Override
  public ReadableFile open(FileInfo file) {
    S3Path path = S3Path.of(file.path());
    Bucket bucket = bucket(path);
    return new RemoteFile(
        file,
        (position, target, offset, length) ->
            bucket.read(path.key(), file.version(), position, target, offset, length),
        transfers);
  }

  @Override
  public WritableFile create(String name) {
    S3Path path = S3Path.of(name);
    if (path.key().isEmpty()) {
      throw SheafException.user("IS_DIRECTORY", name + " is a bucket, not a file");
    }
    Optional<StagedWrite> write = StagedWrite.of(path.key());
    String key = write.map(w -> w.place(path.key())).orElse(path.key());
    return new S3WritableFile(
        bucket(path), key, transfers, () -> write.ifPresent(w -> checkUnderWay(path, w)));
  }

  @Override
  public WritableFile createIn(String directory, String name) {
    S3Path path = S3Path.of(directory);
    StagedWrite.of(path.key()).ifPresent(write -> checkUnderWay(path, write));
    return create(path.toString() + "/" + name);
  }

  private void checkUnderWay(S3Path path, StagedWrite write) {
    FolderWrites writes = writes(path);
    if (!writes.isUnderWay(write)) {
      throw writes.over(write);
    }
  }

  @Override
  public String stagingDirectory(String name) {
    S3Path path = S3Path.of(name);
    return path.with(writes(path).begin(path.below()).note()).toString();
  }

  /** Folders are there as soon as there is anything in them. */
  @Override
  public void createDirectories(String path) {
    S3Path.of(path);
  }

  @Override
  public void publish(String staging, Map<String, String> names, String name) {
    S3Path path = S3Path.of(staging);
    StagedWrite write =
        StagedWrite.of(path.key())
            .filter(w -> w.isNote(path.key()) && w.folder().equals(S3Path.of(name).below()))
            .orElseThrow(() -> new IllegalArgumentException(staging + " is not for " + name));
    writes(path).publish(write, names);
  }

  @Override
  public void delete(String name) {
    S3Path path = S3Path.of(name);
    Optional<StagedWrite> write = StagedWrite.of(path.key()).filter(w -> w.isNote(path.key()));
    if (write.isPresent()) {
      writes(path).delete(write.get());
      return;
    }
    List<String> files = new ArrayList<>();
    List<String> manifests = new ArrayList<>();
    if (!path.key().isEmpty()) {
      files.add(path.key());
    }
    for (Bucket.Entry entry : folders(path).objects(path.below())) {
      boolean manifest = Manifest.Place.of(entry.key()).isPresent();
      (manifest ? manifests : files).add(entry.key());
    }
    // Without its manifest a folder would seem to have files that do not count.
    bucket(path).delete(files);
    bucket(path).delete(manifests);
  }
}
