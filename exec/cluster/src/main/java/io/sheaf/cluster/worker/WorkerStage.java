package io.sheaf.cluster.worker;

import io.sheaf.cluster.wire.Message.DefineStage;
import io.sheaf.cluster.wire.Message.Part;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.Connector;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.stage.StagePlan;
import io.sheaf.plan.CodeParts;
import io.sheaf.plan.PlanCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stage as a worker knows it: decoded once for all of its tasks, and the catalog that they read
 * tables by. Thread-safe.
 */
final class WorkerStage implements Catalog {
  private final DefineStage definition;
  private final DriverParts parts;
  private final Map<TableRef, Table> tables = new ConcurrentHashMap<>();

  /** Without the parts that are with the driver; null until somebody asks. */
  private StagePlan plan;

  /**
   * @param parts of code that the definition leaves out
   */
  WorkerStage(DefineStage definition, DriverParts parts) {
    this.definition = definition;
    this.parts = parts;
  }

  DefineStage definition() {
    return definition;
  }

  /**
   * The stage as one task sees it.
   *
   * @param parts stay here as long as the task runs
   */
  record Opened(StagePlan plan, DriverParts.Used parts) implements AutoCloseable {
    @Override
    public void close() {
      parts.close();
    }
  }

  /**
   * The stage with the parts of code that a partition reads; waits for those that are not here.
   *
   * @param check throws when nobody wants it any more
   */
  Opened open(int partition, Runnable check) {
    StagePlan hollow = plan();
    Set<String> read =
        definition.plan().parts().isEmpty() ? Set.of() : CodeParts.readBy(hollow.plan(), partition);
    List<Part> wanted =
        definition.plan().parts().stream().filter(part -> read.contains(part.name())).toList();
    DriverParts.Used used = parts.use(definition.stage().query(), wanted, check);
    return new Opened(
        wanted.isEmpty() ? hollow : hollow.with(CodeParts.map(hollow.plan(), used::bytes)), used);
  }

  private synchronized StagePlan plan() {
    if (plan == null) {
      plan =
          new StagePlan(
              definition.stage().stage(),
              PlanCodec.decode(definition.plan().bytes()),
              definition.partitions(),
              definition.output(),
              definition.keys().known());
    }
    return plan;
  }

  /** The table, which must be what it was when the query was planned. */
  @Override
  public Table resolve(TableRef ref) {
    return tables.computeIfAbsent(ref, this::table);
  }

  private Table table(TableRef ref) {
    Connector connector =
        Connectors.load()
            .connector(ref.connector())
            .orElseThrow(
                () ->
                    SheafException.user(
                        "NO_FORMAT", "no worker reads " + ref.connector() + " tables"));
    Table table = connector.table(ref);
    if (!FileInfo.withoutLooks(table.version()).equals(definition.versions().get(ref))) {
      throw SheafException.user(
          "TABLE_CHANGED",
          "the files of "
              + ref
              + " changed while the query ran, or look different from a worker;"
              + " run it again");
    }
    return table;
  }

  @Override
  public Optional<Entry> find(String name) {
    return Optional.empty();
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public Optional<String> connectorOf(String path) {
    return Optional.empty();
  }

  @Override
  public long version() {
    return 0;
  }
}
