package io.sheaf.engine.join;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a hash join does, worked out once from its plan node: which right columns are kept, where
 * the keys are, what is tracked and what comes out. Immutable and shared by all drivers.
 */
final class JoinShape {
  private final PhysicalPlan.HashJoin join;
  private final CompiledFilter residual;
  private final EngineSettings settings;
  private final int[] kept;
  private final Schema buildSchema;
  private final int[] probeKeys;
  private final int[] buildKeys;
  private final boolean[] nullEqual;
  private final BitSet residualColumns;

  JoinShape(PhysicalPlan.HashJoin join, EngineSettings settings) {
    this.join = join;
    this.residual = join.residual() == null ? null : ExprCompiler.compileFilter(join.residual());
    this.settings = settings;
    int keys = join.keys().left().size();
    if (join.nullAware() && keys != 1) {
      throw SheafException.bug("null-aware join with " + keys + " keys");
    }
    residualColumns = new BitSet();
    if (join.residual() != null) {
      ExprCompiler.columns(join.residual()).forEach(residualColumns::set);
    }
    List<Integer> keptRight = keptColumns();
    kept = keptRight.stream().mapToInt(i -> i).toArray();
    buildSchema = join.right().schema().select(keptRight);
    probeKeys = join.keys().left().stream().mapToInt(i -> i).toArray();
    buildKeys = join.keys().right().stream().mapToInt(keptRight::indexOf).toArray();
    nullEqual = new boolean[keys];
    for (int i = 0; i < keys; i++) {
      nullEqual[i] = join.keys().nullEqual().get(i);
    }
  }

  /** Right columns that are returned, compared or read by the residual; all others are dropped. */
  private List<Integer> keptColumns() {
    int leftSize = join.left().schema().size();
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < join.right().schema().size(); i++) {
      if (join.kind().emitsRight()
          || join.keys().right().contains(i)
          || residualColumns.get(leftSize + i)) {
        result.add(i);
      }
    }
    return result;
  }

  JoinKind kind() {
    return join.kind();
  }

  Schema leftSchema() {
    return join.left().schema();
  }

  Schema rightSchema() {
    return join.right().schema();
  }

  /** The kept columns of the right input. */
  Schema buildSchema() {
    return buildSchema;
  }

  /** Right column numbers of {@link #buildSchema}. */
  int[] kept() {
    return kept;
  }

  /**
   * For each right column the left key column that has the same values in every match, or -1: where
   * equal means identical.
   */
  int[] sameAsLeft() {
    int[] same = new int[rightSchema().size()];
    Arrays.fill(same, -1);
    for (int k = 0; k < probeKeys.length; k++) {
      int right = join.keys().right().get(k);
      DataType type = rightSchema().type(right);
      if (!type.isFloating() && type.equals(leftSchema().type(probeKeys[k]))) {
        same[right] = probeKeys[k];
      }
    }
    return same;
  }

  Schema output() {
    return join.schema();
  }

  int[] probeKeys() {
    return probeKeys;
  }

  /** Key columns in {@link #buildSchema}. */
  int[] buildKeys() {
    return buildKeys;
  }

  boolean[] nullEqual() {
    return nullEqual;
  }

  /** The further condition of a match, or null. */
  CompiledFilter residual() {
    return residual;
  }

  /** Columns of left then right that the residual reads. */
  BitSet residualColumns() {
    return residualColumns;
  }

  int batchRows() {
    return settings.batchRows();
  }

  long hashMask() {
    return settings.hashMask();
  }

  int threads() {
    return settings.threads();
  }

  /** Whether a NULL key makes the comparison unknown instead of false. */
  boolean nullAware() {
    return join.nullAware() && !nullEqual[0];
  }

  /** Whether unknown comparisons depend on which rows the residual lets pass. */
  boolean nullAwareResidual() {
    return nullAware() && residual != null;
  }

  /** Whether right rows that can match nothing (a NULL key) may be forgotten. */
  boolean dropsNullKeys() {
    boolean unmatchedWanted =
        switch (kind()) {
          case RIGHT, FULL, RIGHT_ANTI -> true;
          case INNER, LEFT, SEMI, ANTI, MARK, RIGHT_SEMI -> false;
        };
    return !unmatchedWanted && !nullAwareResidual();
  }

  /** Whether one row per key is enough: the others could not change the answer. */
  boolean firstMatchSuffices() {
    return residual == null && kind().tracksLeft() && !kind().emitsPairs();
  }

  /** Whether an empty right input makes the output empty. */
  boolean emptyBuildEmptyOutput() {
    return !kind().tracksLeft() || kind() == JoinKind.SEMI;
  }

  /** Whether an empty left input makes the output empty. */
  boolean emptyProbeEmptyOutput() {
    return switch (kind()) {
      case INNER, LEFT, SEMI, ANTI, MARK, RIGHT_SEMI -> true;
      case RIGHT, FULL, RIGHT_ANTI -> false;
    };
  }
}
