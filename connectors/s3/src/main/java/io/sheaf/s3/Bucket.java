package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Requests to one bucket, tried again where that may help. Thread-safe; all calls block. Failures
 * are {@link SheafException}s.
 */
final class Bucket {
  /** As many as one request can name. */
  private static final int DELETED_AT_ONCE = 1000;

  private static final int ATTEMPTS = 4;

  private final S3Client client;
  private final String name;

  Bucket(S3Client client, String name) {
    this.client = client;
    this.name = name;
  }

  /**
   * An object of a listing.
   *
   * @param version its ETag
   */
  record Entry(String key, long sizeBytes, String version, Instant modified) {}

  /**
   * Some of a listing.
   *
   * @param folders what keys begin with that were not listed one by one
   * @param next where the rest begins; null at the end
   */
  record Page(List<Entry> entries, List<String> folders, String next) {}

  private S3Path path(String key) {
    return new S3Path(name, key);
  }

  private <T> T call(String verb, String key, Supplier<T> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (SdkException e) {
        // The client tries again what fails otherwise, but not what it cannot parse.
        if (attempt == ATTEMPTS || !S3Errors.isGarbled(e)) {
          throw S3Errors.of(verb, path(key), e);
        }
      }
    }
  }

  /**
   * @param after where the listing goes on, or null
   * @param nested whether objects below folders are listed, too; else the folders are named
   */
  Page list(String prefix, boolean nested, int most, String after) {
    return call(
        "list",
        prefix,
        () -> {
          ListObjectsV2Response page =
              client.listObjectsV2(
                  request ->
                      request
                          .bucket(name)
                          .prefix(prefix)
                          .delimiter(nested ? null : "/")
                          .maxKeys(most)
                          .continuationToken(after));
          return new Page(
              page.contents().stream()
                  .map(o -> new Entry(o.key(), o.size(), plain(o.eTag()), o.lastModified()))
                  .toList(),
              page.commonPrefixes().stream().map(folder -> folder.prefix()).toList(),
              Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null);
        });
  }

  private static String plain(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  /** The object of this key, or nothing. */
  Optional<Entry> head(String key) {
    return call(
        "find",
        key,
        () -> {
          try {
            HeadObjectResponse head = client.headObject(request -> request.bucket(name).key(key));
            return Optional.of(
                new Entry(key, head.contentLength(), plain(head.eTag()), head.lastModified()));
          } catch (SdkException e) {
            if (S3Errors.isMissing(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Reads from an object, which must still have this version. */
  void read(String key, String version, long position, byte[] target, int offset, int length) {
    if (length == 0) {
      return;
    }
    call(
        "read",
        key,
        () ->
            client.getObject(
                request ->
                    request
                        .bucket(name)
                        .key(key)
                        .ifMatch('"' + version + '"')
                        .range("bytes=" + position + "-" + (position + length - 1)),
                (answer, body) -> fill(key, answer, body, target, offset, length)));
  }

  /** Takes a body; one that breaks off, or has other bytes, is asked for again. */
  private GetObjectResponse fill(
      String key,
      GetObjectResponse answer,
      AbortableInputStream body,
      byte[] target,
      int offset,
      int length) {
    try (InputStream in = body) {
      int got = in.readNBytes(target, offset, length);
      if (got < length) {
        throw new S3Errors.Incomplete(length, got);
      }
      return answer;
    } catch (java.io.IOException e) {
      body.abort();
      throw RetryableException.create("the body of " + path(key) + " broke off", e);
    }
  }

  /** A whole object, or nothing. */
  Optional<byte[]> read(String key) {
    return call(
        "read",
        key,
        () -> {
          try {
            return Optional.of(
                client.getObject(
                    request -> request.bucket(name).key(key),
                    (answer, body) -> {
                      byte[] target = new byte[Math.toIntExact(answer.contentLength())];
                      fill(key, answer, body, target, 0, target.length);
                      return target;
                    }));
          } catch (SdkException e) {
            if (S3Errors.isMissing(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Writes an object. */
  void put(String key, byte[] bytes) {
    call(
        "write",
        key,
        () ->
            client.putObject(
                request -> request.bucket(name).key(key), RequestBody.fromBytes(bytes)));
  }

  /** Writes an object unless there is one; says whether there was none. */
  boolean putNew(String key, byte[] bytes) {
    return call(
        "write",
        key,
        () -> {
          try {
            client.putObject(
                request -> request.bucket(name).key(key).ifNoneMatch("*"),
                RequestBody.fromBytes(bytes));
            return true;
          } catch (SdkException e) {
            if (S3Errors.isRefused(e)) {
              return false;
            }
            throw e;
          }
        });
  }

  /** Begins an object that comes in parts; gives the name of the upload. */
  String beginUpload(String key) {
    return call(
        "write",
        key,
        () -> client.createMultipartUpload(request -> request.bucket(name).key(key)).uploadId());
  }

  /**
   * @param bytes not copied: they must not change until this returns
   */
  CompletedPart uploadPart(String key, String upload, int number, byte[] bytes) {
    RequestBody body =
        RequestBody.fromContentProvider(
            ContentStreamProvider.fromByteArrayUnsafe(bytes), bytes.length, "binary/octet-stream");
    return call(
        "write",
        key,
        () ->
            CompletedPart.builder()
                .partNumber(number)
                .eTag(
                    client
                        .uploadPart(
                            request ->
                                request.bucket(name).key(key).uploadId(upload).partNumber(number),
                            body)
                        .eTag())
                .build());
  }

  /** Makes the object visible, which is so long. */
  void completeUpload(String key, String upload, List<CompletedPart> parts, long bytes) {
    try {
      call(
          "write",
          key,
          () ->
              client.completeMultipartUpload(
                  request ->
                      request
                          .bucket(name)
                          .key(key)
                          .uploadId(upload)
                          .multipartUpload(all -> all.parts(parts))));
    } catch (SheafException e) {
      // The answer to a request that succeeded may have been lost, and the request sent again.
      boolean there =
          head(key)
              .filter(entry -> entry.sizeBytes() == bytes)
              .filter(entry -> entry.version().endsWith("-" + parts.size()))
              .isPresent();
      if (!there) {
        throw e;
      }
    }
  }

  void abortUpload(String key, String upload) {
    call(
        "delete",
        key,
        () ->
            client.abortMultipartUpload(request -> request.bucket(name).key(key).uploadId(upload)));
  }

  /** Hears of uploads that nobody completed. */
  void uploads(String prefix, Consumer<MultipartUpload> each) {
    call(
        "list",
        prefix,
        () -> {
          client
              .listMultipartUploadsPaginator(request -> request.bucket(name).prefix(prefix))
              .uploads()
              .forEach(each);
          return null;
        });
  }

  /** Deletes objects; nothing happens where there is none. */
  void delete(List<String> keys) {
    for (int i = 0; i < keys.size(); i += DELETED_AT_ONCE) {
      List<ObjectIdentifier> some =
          keys.subList(i, Math.min(keys.size(), i + DELETED_AT_ONCE)).stream()
              .map(key -> ObjectIdentifier.builder().key(key).build())
              .toList();
      call(
          "delete",
          some.getFirst().key(),
          () -> {
            var answer =
                client.deleteObjects(
                    request -> request.bucket(name).delete(all -> all.objects(some).quiet(true)));
            if (answer.hasErrors()) {
              throw SheafException.external(
                  "IO",
                  "cannot delete %s (%s)"
                      .formatted(
                          path(answer.errors().getFirst().key()),
                          answer.errors().getFirst().code()),
                  null);
            }
            return null;
          });
    }
  }
}
