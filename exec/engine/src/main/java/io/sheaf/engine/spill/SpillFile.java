package io.sheaf.engine.spill;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.block.BlockCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sequence of batches on disk. Written by one thread at a time; after {@link #finishWriting()}
 * any thread may {@link #read()} it, also several times. {@link #close()} deletes it.
 */
public final class SpillFile implements AutoCloseable {
  /** What an open file holds besides the block in hand. */
  public static final int BUFFER_BYTES = 64 << 10;

  private final SpillSpace space;
  private final Path path;
  private final Schema schema;
  private DataOutputStream out;

  /** Below the buffer of {@link #out}. */
  private OutputStream file;

  private long rows;
  private long batches;
  private long bytes;
  private long largestBlockBytes;

  SpillFile(SpillSpace space, Path path, Schema schema) {
    this.space = space;
    this.path = path;
    this.schema = schema;
  }

  public Schema schema() {
    return schema;
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** Bytes written so far. */
  public long sizeBytes() {
    return bytes;
  }

  /** Bytes of the largest batch so far. */
  public long largestBlockBytes() {
    return largestBlockBytes;
  }

  /** Appends the selected rows. */
  public void write(Batch batch) {
    try {
      if (out == null) {
        file = space.opener().open(path);
        out = new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES));
      }
      byte[] block = BlockCodec.encode(batch);
      out.writeInt(block.length);
      out.write(block);
      bytes += block.length + 4L;
      largestBlockBytes = Math.max(largestBlockBytes, block.length);
      rows += batch.selectedRows();
      batches++;
      space.wrote(block.length + 4L);
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /** Everything written becomes readable; nothing may be written any more. */
  public void finishWriting() {
    if (out != null) {
      OutputStream opened = file;
      try (opened) {
        out.flush();
      } catch (IOException e) {
        throw failed("write", e);
      } finally {
        out = null;
        file = null;
      }
    }
  }

  /** Reads from the start; batches are frozen. At the end the file is closed by itself. */
  public BatchStream read() {
    return new Reader();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        // Not the buffer above it: what is in there may be what did not fit on the disk.
        file.close();
      }
    } catch (IOException e) {
      throw failed("close", e);
    } finally {
      out = null;
      file = null;
      delete();
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw failed("delete", e);
    } finally {
      space.forget(this);
    }
  }

  private SheafException failed(String verb, IOException e) {
    return SheafException.external(
        "SPILL_FAILED", "cannot " + verb + " spill file " + path + ": " + e.getMessage(), e);
  }

  private final class Reader implements BatchStream {
    private DataInputStream in;
    private long left = batches;

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      if (left == 0) {
        close();
        return null;
      }
      try {
        if (in == null) {
          in =
              new DataInputStream(
                  new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES));
        }
        byte[] block = new byte[in.readInt()];
        in.readFully(block);
        left--;
        return BlockCodec.decode(block, schema);
      } catch (IOException e) {
        throw failed("read", e);
      }
    }

    @Override
    public void close() {
      left = 0;
      if (in != null) {
        try {
          in.close();
          in = null;
        } catch (IOException e) {
          throw failed("close", e);
        }
      }
    }
  }
}
