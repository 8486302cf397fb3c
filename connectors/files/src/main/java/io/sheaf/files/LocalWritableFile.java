package io.sheaf.files;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A hidden temporary file beside its target, renamed over it when committed. */
final class LocalWritableFile implements WritableFile {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private long position;
  private boolean done;

  private LocalWritableFile(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  static LocalWritableFile create(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Temporaries.File file = Temporaries.file(target);
    return new LocalWritableFile(target, file.path(), file.channel());
  }

  /** A file in a folder that exists, which is locked by whoever made it. */
  static LocalWritableFile createBeside(Path target) throws IOException {
    Path temporary = Temporaries.beside(target, Temporaries.FILE);
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new LocalWritableFile(target, temporary, channel);
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    if (done) {
      throw SheafException.bug("write to " + target + " after its end");
    }
    ByteBuffer buffer = ByteBuffer.wrap(data, offset, length);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw LocalFileStore.failure("write", target.toString(), e);
    }
    position += length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void commit() {
    try {
      channel.force(true);
      // The file is locked until it has its name, so that nobody takes it for something left over.
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      channel.close();
      Temporaries.forget(temporary);
      done = true;
    } catch (IOException e) {
      throw LocalFileStore.failure("write", target.toString(), e);
    }
  }

  @Override
  public void close() {
    if (done) {
      return;
    }
    done = true;
    try (channel) {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw LocalFileStore.failure("remove the temporary file of", target.toString(), e);
    } finally {
      Temporaries.forget(temporary);
    }
  }
}
