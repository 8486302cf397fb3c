package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The files of outputs in the folder of a JVM, by names that all JVMs know: the rows of an attempt,
 * and its index. Whoever sees the folder, be it on the same machine or on a shared disk, reads
 * there without asking the JVM. Immutable.
 *
 * <pre>
 *   index:  4 bytes  number of partitions
 *           for each partition 4 bytes number of pieces, for each piece 8 bytes start, 8 bytes length
 *           4 bytes  CRC32C of all that
 * </pre>
 */
record OutputFiles(Path folder) {
  /** The file for the rows of an attempt. */
  Path rows(TaskId task) {
    return folder.resolve(name(task) + ".shuffle");
  }

  private Path index(TaskId task) {
    return folder.resolve(name(task) + ".index");
  }

  private static String name(TaskId task) {
    return task.stage().query()
        + "-"
        + task.stage().stage()
        + "-"
        + task.partition()
        + "-"
        + task.attempt();
  }

  /** Tells others what is where in the file of rows. */
  void publish(TaskId task, MapOutput output) throws IOException {
    int pieces = output.partitions().stream().mapToInt(List::size).sum();
    int partitions = output.partitions().size();
    ByteBuffer index = ByteBuffer.allocate(4 + 4 * partitions + 16 * pieces + 4);
    index.putInt(partitions);
    for (List<MapOutput.Piece> partition : output.partitions()) {
      index.putInt(partition.size());
      partition.forEach(piece -> index.putLong(piece.start()).putLong(piece.length()));
    }
    index.putInt(checksum(index.array()));
    Files.write(index(task), index.array());
  }

  void delete(TaskId task) throws IOException {
    Files.deleteIfExists(index(task));
    Files.deleteIfExists(rows(task));
  }

  /**
   * What an attempt told.
   *
   * @throws IOException when it is not seen from here, or damaged
   */
  MapOutput output(TaskId task) throws IOException {
    byte[] stored = Files.readAllBytes(index(task));
    ByteBuffer index = ByteBuffer.wrap(stored);
    if (stored.length < 8 || index.getInt(stored.length - 4) != checksum(stored)) {
      throw new IOException("the index is damaged");
    }
    List<List<MapOutput.Piece>> partitions = new ArrayList<>();
    for (int left = index.getInt(); left > 0; left--) {
      List<MapOutput.Piece> pieces = new ArrayList<>();
      for (int more = index.getInt(); more > 0; more--) {
        pieces.add(new MapOutput.Piece(index.getLong(), index.getLong()));
      }
      partitions.add(pieces);
    }
    return new MapOutput(rows(task), partitions);
  }

  private static int checksum(byte[] index) {
    CRC32C crc = new CRC32C();
    crc.update(index, 0, index.length - 4);
    return (int) crc.getValue();
  }
}
