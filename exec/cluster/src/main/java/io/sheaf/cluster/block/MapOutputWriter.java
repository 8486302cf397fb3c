package io.sheaf.cluster.block;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.shuffle.BlockFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rows of one task into one file, block after block as they come; the index says which
 * pieces of the file belong to which partition. Thread-safe. What was not {@link #finish finished}
 * is deleted by {@link #close}.
 */
public final class MapOutputWriter implements TaskOutput {
  private final Path path;
  private final FileChannel file;
  private final List<List<MapOutput.Piece>> pieces = new ArrayList<>();
  private final BlockFrame frames = new BlockFrame();
  private long position;
  private boolean finished;

  MapOutputWriter(Path path, int partitions) {
    this.path = path;
    for (int i = 0; i < partitions; i++) {
      pieces.add(new ArrayList<>());
    }
    try {
      this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public int partitions() {
    return pieces.size();
  }

  @Override
  public synchronized void add(int partition, Batch batch) {
    if (batch.selectedRows() == 0) {
      return;
    }
    ByteBuffer block = frames.encode(batch);
    int length = block.remaining();
    try {
      while (block.hasRemaining()) {
        file.write(block);
      }
    } catch (IOException e) {
      throw failed(e);
    }
    List<MapOutput.Piece> own = pieces.get(partition);
    MapOutput.Piece last = own.isEmpty() ? null : own.getLast();
    if (last != null && last.start() + last.length() == position) {
      own.set(own.size() - 1, new MapOutput.Piece(last.start(), last.length() + length));
    } else {
      own.add(new MapOutput.Piece(position, length));
    }
    position += length;
  }

  /** Everything was added: the rows may be read. */
  synchronized MapOutput finish() {
    close(file);
    finished = true;
    return new MapOutput(path, pieces);
  }

  @Override
  public synchronized void close() {
    if (!finished) {
      close(file);
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private void close(FileChannel open) {
    try {
      open.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private SheafException failed(IOException e) {
    return SheafException.external(
        "SHUFFLE_FAILED", "cannot write the shuffle file " + path + ": " + e.getMessage(), e);
  }
}
