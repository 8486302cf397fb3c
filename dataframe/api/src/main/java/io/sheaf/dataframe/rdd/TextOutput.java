package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.dataframe.rdd.task.TextParts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A folder of text files, which is there as a whole or not at all. */
final class TextOutput {
  private TextOutput() {}

  static void write(Jobs jobs, Lineage lineage, String path) {
    FileStore store = Connectors.load().store(path);
    if (store.exists(path)) {
      throw SheafException.user("EXISTS", "there already is something at " + path);
    }
    String staging = store.stagingDirectory(path);
    boolean done = false;
    try {
      List<Integer> all = IntStream.range(0, lineage.partitions()).boxed().toList();
      Set<String> names = new HashSet<>();
      for (List<Object> name : Job.run(jobs, lineage, new TextParts(staging), all)) {
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
