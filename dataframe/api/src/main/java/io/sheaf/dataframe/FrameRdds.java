package io.sheaf.dataframe;

import io.sheaf.columnar.Schema;
import io.sheaf.connector.TableRef;
import io.sheaf.dataframe.rdd.Rdd;
import io.sheaf.dataframe.rdd.task.ColumnMap;
import io.sheaf.dataframe.rdd.task.Reader;
import io.sheaf.engine.usercode.CodeBytes;
import io.sheaf.engine.usercode.CodeTable;
import io.sheaf.engine.usercode.UserFunction;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.Filter;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.PhysicalPlan.TopN;
import io.sheaf.plan.SerializedCode;
import io.sheaf.sql.frame.Relation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** Makes rdds of frames. */
final class FrameRdds {
  /** Tables whose rows are made, or were, in partitions of their own. */
  private static final Set<String> PARTITIONED = Set.of(CodeTable.CONNECTOR, TableRef.CACHED);

  private FrameRdds() {}

  static <T> Rdd<T> of(Session session, DataFrame frame, Reader reader) {
    Relation relation = frame.relation();
    if (frame.layout().isPresent()) {
      Layout layout = frame.layout().get();
      return session.rdds().ofRows(() -> layout.plan(session, frame), reader, layout.partitions());
    }
    int threads = session.conf().settings().engine().threads();
    int partitions = ordered(session.plan(relation)) == null ? threads : 1;
    return session
        .rdds()
        .ofRows(() -> spread(session.plan(relation), partitions), reader, partitions);
  }

  /** The rows that code makes of those of a frame, which have the same columns. */
  static DataFrame through(Session session, DataFrame frame, String name, UserFunction code) {
    return through(session, frame, name, code, frame.schema());
  }

  /** The rows with a column that code makes. */
  static DataFrame mapped(Session session, DataFrame frame, ColumnMap code) {
    return through(session, frame, code.site().method(), code, code.schema(frame.schema()));
  }

  private static DataFrame through(
      Session session, DataFrame frame, String name, UserFunction code, Schema schema) {
    SerializedCode sent = SerializedCode.of(bytes(code), List.of(), false);
    int partitions = session.conf().settings().engine().threads();
    String table =
        session
            .jobs()
            .table(
                schema,
                () -> {
                  PhysicalPlan rows = spread(session.plan(frame.relation()), partitions);
                  return new PhysicalPlan.UserCode(name, sent, List.of(rows), partitions, schema);
                });
    return session.jobs().frame(table);
  }

  private static byte[] bytes(UserFunction code) {
    try {
      return CodeBytes.write(code);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the lambda was looked at when it came
    }
  }

  private static PhysicalPlan spread(PhysicalPlan plan, int partitions) {
    if (isScan(plan)) {
      return plan; // each partition reads its part of the table
    }
    PhysicalPlan ordered = partitions == 1 ? ordered(plan) : null;
    return ordered == null ? new Exchange(plan, new Partitioning.RoundRobin(partitions)) : ordered;
  }

  private static boolean isScan(PhysicalPlan plan) {
    return switch (plan) {
      case Scan s -> !PARTITIONED.contains(s.table().connector());
      case Project p -> isScan(p.input());
      case Filter f -> isScan(f.input());
      case PhysicalPlan _ -> false;
    };
  }

  /** The plan with all rows in one place below its order; null where it has none. */
  private static PhysicalPlan ordered(PhysicalPlan plan) {
    return switch (plan) {
      case Sort s -> gathered(s);
      case TopN t -> gathered(t);
      case Project p -> above(p, p.input());
      case Filter f -> above(f, f.input());
      case Limit l -> above(l, l.input());
      case PhysicalPlan _ -> null;
    };
  }

  private static PhysicalPlan gathered(PhysicalPlan node) {
    PhysicalPlan input = node.inputs().getFirst();
    return node.withInputs(List.of(new Exchange(input, new Partitioning.Single())));
  }

  private static PhysicalPlan above(PhysicalPlan node, PhysicalPlan input) {
    PhysicalPlan ordered = ordered(input);
    return ordered == null ? null : node.withInputs(List.of(ordered));
  }
}
