package io.sheaf.engine.cache;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.spill.WorkFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Blocks on disk in a file of their own. Thread-safe. */
final class CacheFile implements AutoCloseable {
  private final WorkFolder folder;
  private final Path path;
  private final FileChannel file;
  private long position;

  /**
   * @param directory below which the file is made
   */
  CacheFile(Path directory) {
    folder = WorkFolder.below(directory);
    path = folder.path().resolve("rows.cache");
    try {
      file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      folder.close();
      throw failed("write", e);
    }
  }

  /** Appends a block; returns where it begins. */
  synchronized long append(byte[] block) {
    long start = position;
    ByteBuffer left = ByteBuffer.wrap(block);
    try {
      while (left.hasRemaining()) {
        position += file.write(left, position);
      }
    } catch (IOException e) {
      throw failed("write", e);
    }
    return start;
  }

  byte[] read(long start, int length) {
    ByteBuffer block = ByteBuffer.allocate(length);
    try {
      while (block.hasRemaining()) {
        if (file.read(block, start + block.position()) < 0) {
          throw new IOException("it is cut");
        }
      }
    } catch (IOException e) {
      throw failed("read", e);
    }
    return block.array();
  }

  private SheafException failed(String verb, IOException e) {
    return SheafException.external(
        "CACHE_FAILED", "cannot " + verb + " " + path + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try (folder) {
      file.close();
    } catch (IOException e) {
      throw failed("close", e);
    }
  }
}
