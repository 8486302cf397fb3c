package io.sheaf.engine;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.write.WritableCatalog;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A catalog of tables for tests. */
public final class Tables implements WritableCatalog {
  private final Map<String, Table> tables = new ConcurrentHashMap<>();

  public Tables add(Table table) {
    tables.put(table.ref().location(), table);
    return this;
  }

  public MemoryTable memory(String name) {
    return (MemoryTable) tables.get(name);
  }

  /** A scan of all columns. */
  public PhysicalPlan.Scan scan(String name, Expr filter) {
    Table table = tables.get(name);
    return new PhysicalPlan.Scan(
        table.ref(),
        table.schema(),
        IntStream.range(0, table.schema().size()).boxed().toList(),
        ScanPredicate.ALL,
        filter,
        Long.MAX_VALUE,
        Estimate.UNKNOWN);
  }

  public PhysicalPlan.Scan scan(String name) {
    return scan(name, null);
  }

  @Override
  public Optional<Entry> find(String name) {
    return Optional.ofNullable(tables.get(name)).map(Entry.Stored::new);
  }

  @Override
  public List<String> names() {
    return tables.keySet().stream().sorted().toList();
  }

  @Override
  public Table resolve(TableRef ref) {
    Table table = tables.get(ref.location());
    if (table == null) {
      throw SheafException.user("NO_TABLE", "no table " + ref);
    }
    return table;
  }

  @Override
  public Optional<String> connectorOf(String path) {
    return Optional.empty();
  }

  @Override
  public long version() {
    return 0;
  }

  @Override
  public void append(String table, List<Batch> batches) {
    tables.put(table, memory(table).append(batches));
  }
}
