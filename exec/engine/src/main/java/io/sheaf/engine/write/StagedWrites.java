package io.sheaf.engine.write;

import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileStore;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Write;
import io.sheaf.plan.PhysicalPlan.WriteStep;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders where files wait that tasks of a query write. They are made before the query starts
 * and deleted, with all that was not put in place, when it is over. For one thread at a time.
 */
public final class StagedWrites implements AutoCloseable {
  private final List<StagedFolder> folders = new ArrayList<>();

  /**
   * The plan with folders for what it writes.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when a target must not be written
   */
  public PhysicalPlan stage(PhysicalPlan plan) {
    return stage(plan, "");
  }

  private PhysicalPlan stage(PhysicalPlan node, String staging) {
    return switch (node) {
      case Write w when w.step() instanceof WriteStep.Publish -> {
        FileStore store = Connectors.load().store(w.target().location());
        StagedFolder folder = StagedFolder.make(store, w.target());
        folders.add(folder);
        PhysicalPlan input = stage(w.input(), folder.path());
        yield new Write(input, new WriteStep.Publish(folder.path()), w.target());
      }
      case Write w when w.step() instanceof WriteStep.Files ->
          new Write(w.input(), new WriteStep.Files(staging), w.target());
      case PhysicalPlan other when staging.isEmpty() && !(other instanceof Write) -> other;
      case PhysicalPlan other ->
          other.withInputs(other.inputs().stream().map(i -> stage(i, staging)).toList());
    };
  }

  @Override
  public void close() {
    Closing.drain(folders, StagedFolder::delete);
  }
}
