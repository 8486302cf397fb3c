package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.dataframe.rdd.task.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    boolean done = false;
    try {
      List<Integer> all = IntStream.range(0, lineage.partitions()).boxed().toList();
      Set<String> names = new HashSet<>();
      for (List<Object> name : Job.run(jobs, lineage, parts.apply(staging), all, new Counting())) {
        names.add((String) name.getFirst());
      }
      for (FileInfo file : store.list(staging)) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        if (names.contains(name)) {
          store.replace(file.path(), staging + "/" + name.substring(0, name.indexOf('.')));
        } else {
          store.delete(file.path());
        }
      }
      store.replace(staging, path);
      done = true;
    } finally {
      if (!done) {
        store.delete(staging);
      }
    }
  }
}
