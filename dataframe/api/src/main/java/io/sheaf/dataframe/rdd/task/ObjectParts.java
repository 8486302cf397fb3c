package io.sheaf.dataframe.rdd.task;

import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.WritableFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Writes each partition's objects to a file in a folder; gives the file's name. The file begins
 * with {@link #MAGIC}; each object is its length (4 bytes, the most significant first) and bytes.
 */
public record ObjectParts(String folder) implements Step {
  static final byte[] MAGIC = "SHEAFOB1".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
    FileStore store = Connectors.load().store(folder);
    String part = String.format(Locale.ROOT, "part-%05d", scope.partition());
    String name = part + "." + UUID.randomUUID(); // several attempts may write at a time
    byte[] header = new byte[Integer.BYTES];
    try (WritableFile file = store.createIn(folder, name)) {
      file.write(MAGIC, 0, MAGIC.length);
      while (input.hasNext()) {
        int length = scope.objects().write(input.next());
        ByteBuffer.wrap(header).putInt(length);
        file.write(header, 0, header.length);
        file.write(scope.objects().buffer(), 0, length);
      }
      file.commit();
    }
    return List.of(name).iterator();
  }
}
