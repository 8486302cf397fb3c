package io.sheaf.parquet;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.WritableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Local files, as far as the tests of a format need them; counts open files and bytes read. */
final class LocalStore implements FileStore {
  final AtomicLong openFiles = new AtomicLong();
  final AtomicLong bytesRead = new AtomicLong();

  @Override
  public boolean handles(String path) {
    return true;
  }

  @Override
  public List<FileInfo> list(String pathOrGlob) {
    return List.of(info(pathOrGlob));
  }

  @Override
  public FileInfo info(String path) {
    try {
      Path p = Path.of(path);
      long size = Files.size(p);
      return new FileInfo(path, size, size + "/" + Files.getLastModifiedTime(p));
    } catch (IOException e) {
      throw SheafException.user("NO_SUCH_FILE", path);
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(Path.of(path));
  }

  @Override
  public boolean isDirectory(String path) {
    return Files.isDirectory(Path.of(path));
  }

  @Override
  public ReadableFile open(FileInfo file) {
    try {
      FileChannel channel = FileChannel.open(Path.of(file.path()));
      openFiles.incrementAndGet();
      return new Readable(file, channel);
    } catch (IOException e) {
      throw SheafException.external("READ_FAILED", file.path(), e);
    }
  }

  private final class Readable implements ReadableFile {
    private final FileInfo info;
    private final FileChannel channel;

    Readable(FileInfo info, FileChannel channel) {
      this.info = info;
      this.channel = channel;
    }

    @Override
    public FileInfo info() {
      return info;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) {
      read(position, ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public void read(long position, MemorySegment target) {
      read(position, target.asByteBuffer());
    }

    private void read(long position, ByteBuffer target) {
      bytesRead.addAndGet(target.remaining());
      long at = position;
      try {
        while (target.hasRemaining()) {
          int n = channel.read(target, at);
          if (n < 0) {
            throw SheafException.external("READ_FAILED", info.path() + " ends early", null);
          }
          at += n;
        }
      } catch (IOException e) {
        throw SheafException.external("READ_FAILED", info.path(), e);
      }
    }

    @Override
    public void close() {
      try {
        if (channel.isOpen()) {
          openFiles.decrementAndGet();
        }
        channel.close();
      } catch (IOException e) {
        throw SheafException.external("READ_FAILED", info.path(), e);
      }
    }
  }

  @Override
  public WritableFile create(String path) {
    return new Writable(path);
  }

  private static final class Writable implements WritableFile {
    private final String path;
    private final OutputStream out;
    private long position;

    Writable(String path) {
      this.path = path;
      try {
        out = new java.io.BufferedOutputStream(Files.newOutputStream(Path.of(path)));
      } catch (IOException e) {
        throw SheafException.external("WRITE_FAILED", path, e);
      }
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      try {
        out.write(data, offset, length);
        position += length;
      } catch (IOException e) {
        throw SheafException.external("WRITE_FAILED", path, e);
      }
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void commit() {
      close();
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw SheafException.external("WRITE_FAILED", path, e);
      }
    }
  }

  @Override
  public String stagingDirectory(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectories(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void publish(String staging, Map<String, String> names, String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String path) {
    throw new UnsupportedOperationException();
  }
}
