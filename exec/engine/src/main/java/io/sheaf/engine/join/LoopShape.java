package io.sheaf.engine.join;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import java.util.List;

/** What a nested-loop join does, worked out once from its plan node. Immutable and shared. */
final class LoopShape {
  private final PhysicalPlan.NestedLoopJoin join;
  private final CompiledFilter condition;
  private final Schema pairs;

  LoopShape(PhysicalPlan.NestedLoopJoin join) {
    this.join = join;
    this.condition = join.condition() == null ? null : ExprCompiler.compileFilter(join.condition());
    this.pairs = join.left().schema().concat(join.right().schema());
  }

  JoinKind kind() {
    return join.kind();
  }

  Schema right() {
    return join.right().schema();
  }

  Schema output() {
    return join.schema();
  }

  /** Left, then right columns: what the condition sees. */
  Schema pairs() {
    return pairs;
  }

  /** Null: all pairs match. */
  CompiledFilter condition() {
    return condition;
  }

  /** Whether one match settles a left row. */
  boolean firstMatchSuffices() {
    return kind().tracksLeft() && !kind().emitsPairs();
  }

  List<Column> leftNulls() {
    return nulls(join.left().schema());
  }

  List<Column> rightNulls() {
    return nulls(join.right().schema());
  }

  private static List<Column> nulls(Schema schema) {
    return schema.fields().stream()
        .<Column>map(f -> new ConstantColumn(Columns.nulls(f.type(), 1)))
        .toList();
  }
}
