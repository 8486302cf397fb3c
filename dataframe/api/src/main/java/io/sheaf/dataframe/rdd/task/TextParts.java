package io.sheaf.dataframe.rdd.task;

import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.WritableFile;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Writes each partition's objects as lines of a file in a folder; gives the file's name. */
public record TextParts(String folder) implements Step {
  @Override
  public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
    FileStore store = Connectors.load().store(folder);
    String part = String.format(Locale.ROOT, "part-%05d", scope.partition());
    String name = part + "." + UUID.randomUUID(); // several attempts may write at a time
    try (WritableFile file = store.createIn(folder, name)) {
      while (input.hasNext()) {
        byte[] line = (input.next() + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(line, 0, line.length);
      }
      file.commit();
    }
    return List.of(name).iterator();
  }
}
