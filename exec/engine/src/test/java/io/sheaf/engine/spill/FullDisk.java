package io.sheaf.engine.spill;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Spill spaces on disks that are full or broken. */
public final class FullDisk {
  private FullDisk() {}

  /** A space whose files begin with a block that is longer than any array. */
  public static SpillSpace garbled(Path directory) {
    return new SpillSpace(
        directory,
        path -> {
          OutputStream out = Files.newOutputStream(path);
          out.write(new byte[] {0x7F, -1, -1, -1});
          return out;
        });
  }

  /** A space for so many bytes: the write that would exceed them fails, and all that follow. */
  public static SpillSpace space(Path directory, long bytes) {
    AtomicLong left = new AtomicLong(bytes);
    return new SpillSpace(directory, path -> new Limited(Files.newOutputStream(path), left));
  }

  private static final class Limited extends FilterOutputStream {
    private final AtomicLong left;

    Limited(OutputStream out, AtomicLong left) {
      super(out);
      this.left = left;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      if (left.addAndGet(-length) < 0) {
        throw new IOException("No space left on device");
      }
      out.write(data, offset, length);
    }
  }
}
