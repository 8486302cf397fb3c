package io.sheaf.files;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connector;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.Glob;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import java.util.List;
import java.util.Optional;

/** Tables of files: any format in any store. Thread-safe; keeps what it learns of files. */
public final class FileConnector implements Connector {
  private static final int KEPT_FILES = 50_000;

  private final KnownTables tables = new KnownTables(KEPT_FILES);

  @Override
  public List<String> names() {
    return Connectors.load().formats().stream().map(FileFormat::name).toList();
  }

  @Override
  public Optional<String> nameOf(String path) {
    Connectors connectors = Connectors.load();
    Optional<String> name = connectors.formatOf(path).map(FileFormat::name);
    if (name.isPresent()) {
      return name;
    }
    // A folder, or a glob without an ending, is judged by the first file in it that has a known
    // one.
    FileStore store = connectors.store(path);
    return store.list(path).stream()
        .flatMap(file -> connectors.formatOf(file.path()).stream())
        .map(FileFormat::name)
        .findFirst();
  }

  @Override
  public Table table(TableRef ref) {
    Connectors connectors = Connectors.load();
    FileFormat format = connectors.format(ref.connector());
    FileStore store = connectors.store(ref.location());
    List<FileInfo> files = store.list(ref.location());
    if (store.isDirectory(ref.location())) {
      files =
          files.stream()
              .filter(f -> format.extensions().contains(Connectors.ending(f.path())))
              .toList();
      if (files.isEmpty()) {
        throw SheafException.user(
            "NO_SUCH_FILE",
            "there is no " + format.name() + " file in " + FileInfo.shown(ref.location()));
      }
    }
    if (files.isEmpty()) {
      if (!Glob.isGlob(ref.location())) {
        store.info(ref.location()); // says what is missing, and what may have been meant
      }
      throw SheafException.user(
          "NO_SUCH_FILE", "no file matches " + FileInfo.shown(ref.location()));
    }
    Optional<FileTable> known = tables.find(ref, files);
    if (known.isPresent()) {
      return known.get();
    }
    FileTable table = FileTable.of(ref, store, format, files);
    tables.keep(table);
    return table;
  }
}
