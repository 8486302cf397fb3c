package io.sheaf.connector;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** The stores, formats and connectors that are on the class path. Immutable. */
public record Connectors(
    List<FileStore> stores, List<FileFormat> formats, List<Connector> connectors) {
  public Connectors {
    stores = List.copyOf(stores);
    formats = List.copyOf(formats);
    connectors = List.copyOf(connectors);
  }

  /** Everything that the {@link ServiceLoader} finds; loaded once a JVM. */
  public static Connectors load() {
    return Found.ALL;
  }

  /** The store that serves a path. */
  public FileStore store(String path) {
    for (FileStore store : stores) {
      if (store.handles(path)) {
        return store;
      }
    }
    int colon = path.indexOf("://");
    throw SheafException.user(
        "NO_STORE",
        colon > 0
            ? "nothing here reads or writes " + path.substring(0, colon) + " paths: " + path
            : "nothing here reads or writes the path " + path);
  }

  /** The format of that name. */
  public FileFormat format(String name) {
    for (FileFormat format : formats) {
      if (format.name().equalsIgnoreCase(name)) {
        return format;
      }
    }
    List<String> names = formats.stream().map(FileFormat::name).sorted().toList();
    throw SheafException.user(
        "NO_FORMAT",
        "unknown file format '"
            + name
            + "'"
            + Nearest.hint(name, names)
            + " (known: "
            + String.join(", ", names)
            + ")");
  }

  /** The format that a path's ending belongs to. */
  public Optional<FileFormat> formatOf(String path) {
    String ending = ending(path);
    return formats.stream().filter(f -> f.extensions().contains(ending)).findFirst();
  }

  /** The connector of that name, or empty. */
  public Optional<Connector> connector(String name) {
    return connectors.stream().filter(c -> c.names().contains(name)).findFirst();
  }

  /**
   * What follows the last dot of the last part of a path, in lower case; empty when there is none.
   * The query of a URL is no part of its path.
   */
  public static String ending(String path) {
    String bare = FileInfo.withoutQuery(path);
    String last = bare.substring(bare.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static final class Found {
    static final Connectors ALL =
        new Connectors(all(FileStore.class), all(FileFormat.class), all(Connector.class));

    private static <T> List<T> all(Class<T> service) {
      List<T> found = new ArrayList<>();
      ServiceLoader.load(service, Connectors.class.getClassLoader()).forEach(found::add);
      return found;
    }
  }
}
