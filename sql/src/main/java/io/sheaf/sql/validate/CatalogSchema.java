package io.sheaf.sql.validate;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.TableRef;
import io.sheaf.sql.parser.PathIdentifier;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;

/**
 * Sheaf's catalog as a schema of Calcite; every table is looked up once a planning. For one thread.
 */
final class CatalogSchema extends AbstractSchema implements Lookup<Table> {
  private final Catalog catalog;
  private final ViewTable.Expansion views;
  private final Map<String, Table> found = new LinkedHashMap<>();

  CatalogSchema(Catalog catalog, ViewTable.Expansion views) {
    this.catalog = catalog;
    this.views = views;
  }

  /** The tables that this planning has met, by name. */
  Map<String, Table> found() {
    return found;
  }

  Catalog catalog() {
    return catalog;
  }

  @Override
  public Lookup<Table> tables() {
    return this;
  }

  @Override
  public Table get(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    PathIdentifier.Files files = PathIdentifier.decode(name);
    if (files != null) {
      key = name;
    }
    Table known = found.get(key);
    if (known == null) {
      known = files != null ? new CatalogTable(open(files)) : named(name);
      if (known != null) {
        found.put(key, known);
      }
    }
    return known;
  }

  private Table named(String name) {
    return switch (catalog.find(name).orElse(null)) {
      case null -> null;
      case Catalog.Entry.Stored stored -> new CatalogTable(stored.table());
      case Catalog.Entry.View view -> views.table(name, view.sql());
    };
  }

  private io.sheaf.connector.Table open(PathIdentifier.Files files) {
    String connector = files.connector();
    if (connector.isEmpty()) {
      connector =
          catalog
              .connectorOf(files.path())
              .orElseThrow(
                  () ->
                      SheafException.user(
                          "UNKNOWN_FORMAT",
                          "Cannot tell the format of '"
                              + FileInfo.shown(files.path())
                              + "' by its name; use read_parquet('...') or read_csv('...')"));
    }
    return catalog.resolve(new TableRef(connector, files.path(), files.options()));
  }

  @Override
  public Named<Table> getIgnoreCase(String name) {
    Table table = get(name);
    return table == null ? null : new Named<>(name, table);
  }

  @Override
  public Set<String> getNames(LikePattern pattern) {
    return new TreeSet<>(catalog.names());
  }
}
