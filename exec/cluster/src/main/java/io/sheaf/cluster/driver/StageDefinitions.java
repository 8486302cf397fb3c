package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.DefineStage;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskSettings;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.StoreSettings;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What workers are told of the stages of a query before they run tasks of them. For one thread. */
final class StageDefinitions {
  private final QueryExecution query;
  private final DriverWork side;
  private final StageFilters filters;
  private final KeptStages kept;
  private final StageChanges changes;
  private final Map<Integer, DefineStage> known = new HashMap<>();

  StageDefinitions(
      QueryExecution query,
      DriverWork side,
      StageFilters filters,
      KeptStages kept,
      StageChanges changes) {
    this.query = query;
    this.side = side;
    this.filters = filters;
    this.kept = kept;
    this.changes = changes;
  }

  /** The same each time it is asked for, whatever the stages tell one another meanwhile. */
  DefineStage of(Stage stage) {
    return known.computeIfAbsent(stage.id(), id -> define(stage));
  }

  private DefineStage define(Stage stage) {
    Map<TableRef, String> versions = new LinkedHashMap<>();
    versions(stage.plan(), versions);
    EngineSettings settings = query.context().settings();
    return new DefineStage(
        new StageId(query.id(), stage.id()),
        side.sent(query.id(), stage.plan()),
        stage.partitions(),
        kept.output(stage),
        new TaskSettings(
            settings.batchRows(),
            settings.scanPartitions(),
            settings.codegen(),
            settings.forced().degenerateHash(),
            StoreSettings.present().secrets()),
        versions,
        keys(stage));
  }

  /** What the stage, which starts, knows of others. */
  private Message.StageKeys keys(Stage stage) {
    Message.StageKeys keys = filters.settle(stage.id());
    filters.words(stage.id(), stage.plan()).forEach(what -> changes.changed(stage.id(), what));
    return keys;
  }

  private void versions(PhysicalPlan node, Map<TableRef, String> versions) {
    if (node instanceof PhysicalPlan.Scan s) {
      String version = query.context().catalog().resolve(s.table()).version();
      versions.put(s.table(), FileInfo.withoutLooks(version));
    }
    node.inputs().forEach(input -> versions(input, versions));
  }
}
