package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileStore;
import io.sheaf.dataframe.rdd.task.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A folder of files, which is there as a whole or not at all. */
final class FolderOutput {
  private FolderOutput() {}

  /**
   * @param parts writes each partition into a folder and gives the name of its file
   */
  static void write(Jobs jobs, Lineage lineage, String path, Function<String, Step> parts) {
    FileStore store = Connectors.load().store(path);
    if (store.exists(path)) {
      throw SheafException.user("EXISTS", "there already is something at " + path);
    }
    String staging = store.stagingDirectory(path);
    try {
      List<Integer> all = IntStream.range(0, lineage.partitions()).boxed().toList();
      List<String> names =
          Job.run(jobs, lineage, parts.apply(staging), all, new Counting()).stream()
              .map(name -> (String) name.getFirst())
              .toList();
      publish(store, staging, names, path);
    } finally {
      store.delete(staging);
    }
  }

  /** What attempts that nobody waits for still write stays in their folder, which goes with it. */
  private static void publish(FileStore store, String staging, List<String> names, String path) {
    Map<String, String> parts = new LinkedHashMap<>();
    names.forEach(name -> parts.put(name, name.substring(0, name.indexOf('.'))));
    store.publish(staging, parts, path);
  }
}
