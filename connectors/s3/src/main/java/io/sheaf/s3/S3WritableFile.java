package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.WritableFile;
import io.sheaf.connector.remote.Transfers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object being written: a small one by one request, a larger one in parts that are sent while
 * the next are being filled. It holds a few parts in memory.
 */
final class S3WritableFile implements WritableFile {
  static final int FIRST_PART_BYTES = 8 << 20;

  /** Parts grow as there may be no more than 10,000 of them. */
  private static final int PARTS_OF_A_SIZE = 1000;

  private static final int SENT_AT_ONCE = 3;

  /** Held in parts that are being sent and the next one; larger parts are held two at a time. */
  private static final int HELD_BYTES = (SENT_AT_ONCE + 1) * FIRST_PART_BYTES;

  private final Bucket bucket;
  private final String key;
  private final Transfers transfers;
  private final Runnable beforeCommit;
  private final Deque<Future<CompletedPart>> sending = new ArrayDeque<>();
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] part = new byte[64 << 10];
  private int filled;
  private int begun;
  private long position;
  private String upload;
  private boolean done;

  /**
   * @param beforeCommit runs just before the object becomes visible, or throws
   */
  S3WritableFile(Bucket bucket, String key, Transfers transfers, Runnable beforeCommit) {
    this.bucket = bucket;
    this.key = key;
    this.transfers = transfers;
    this.beforeCommit = beforeCommit;
  }

  private int partBytes() {
    return FIRST_PART_BYTES << Math.min(5, begun / PARTS_OF_A_SIZE);
  }

  /** How many parts of a size may be sent while another is being filled. */
  static int sentAtOnce(int partBytes) {
    return Math.max(1, HELD_BYTES / partBytes - 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    int done = 0;
    while (done < length) {
      int most = partBytes();
      if (filled == most) {
        send();
        most = partBytes();
      }
      int count = Math.min(length - done, most - filled);
      if (part.length < filled + count) {
        int grown = Math.min(most, Math.max(part.length * 2, filled + count));
        part = java.util.Arrays.copyOf(part, grown);
      }
      System.arraycopy(data, offset + done, part, filled, count);
      filled += count;
      done += count;
    }
    position += length;
  }

  private void send() {
    if (upload == null) {
      upload = bucket.beginUpload(key);
    }
    while (sending.size() >= sentAtOnce(partBytes())) {
      parts.add(Transfers.result(sending.peekFirst()));
      sending.removeFirst();
    }
    int number = ++begun;
    byte[] bytes = filled == part.length ? part : java.util.Arrays.copyOf(part, filled);
    sending.addLast(transfers.start(() -> bucket.uploadPart(key, upload, number, bytes)));
    part = new byte[64 << 10];
    filled = 0;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void commit() {
    if (done) {
      throw new IllegalStateException("committed or closed");
    }
    if (upload == null) {
      beforeCommit.run();
      bucket.put(key, java.util.Arrays.copyOf(part, filled));
    } else {
      if (filled > 0) {
        send();
      }
      while (!sending.isEmpty()) {
        parts.add(Transfers.result(sending.peekFirst()));
        sending.removeFirst();
      }
      beforeCommit.run();
      bucket.completeUpload(key, upload, parts, position);
      upload = null;
    }
    done = true;
  }

  @Override
  public void close() {
    done = true;
    if (upload == null) {
      return;
    }
    // A part that arrives behind the end of its upload would be kept, and paid for.
    for (Future<CompletedPart> each : sending) {
      try {
        Transfers.result(each);
      } catch (SheafException e) {
        // It did not arrive.
      }
    }
    sending.clear();
    String begunUpload = upload;
    upload = null;
    bucket.abortUpload(key, begunUpload);
  }
}
