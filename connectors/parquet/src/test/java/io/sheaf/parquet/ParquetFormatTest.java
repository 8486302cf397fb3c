package io.sheaf.parquet;

import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileFormatContractTest;
import io.sheaf.connector.FileStore;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.io.TempDir;

/** What every format does, done by Parquet. */
class ParquetFormatTest extends FileFormatContractTest {
  @TempDir Path folder;
  private final LocalStore store = new LocalStore();
  private final FileFormat format =
      ServiceLoader.load(FileFormat.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(f -> f.name().equals("parquet"))
          .findFirst()
          .orElseThrow();

  @Override
  protected FileFormat format() {
    return format;
  }

  @Override
  protected FileStore store() {
    return store;
  }

  @Override
  protected String root() {
    return folder.toString();
  }
}
