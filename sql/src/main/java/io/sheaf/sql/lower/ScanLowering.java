package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Bytes;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Expr.InputRef;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.sql.validate.CatalogTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.TableScan;

/** Scans that read only the columns and as far as possible only the rows that are needed. */
final class ScanLowering {
  private ScanLowering() {}

  static Scan lower(TableScan scan, Estimates estimates) {
    CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
    if (table == null) {
      throw SheafException.bug("no table behind " + scan.getTable().getQualifiedName());
    }
    Schema schema = table.table().schema();
    return new Scan(
        table.table().ref(),
        schema,
        IntStream.range(0, schema.size()).boxed().toList(),
        ScanPredicate.ALL,
        null,
        Long.MAX_VALUE,
        estimates.of(scan, schema));
  }

  /** The scan of fewer columns, if that is all the expressions say; else null. */
  static Scan narrowed(Scan scan, List<Expr> exprs) {
    Set<Integer> columns = new LinkedHashSet<>();
    for (Expr expr : exprs) {
      if (!(expr instanceof InputRef ref) || !columns.add(scan.columns().get(ref.index()))) {
        return null;
      }
    }
    Schema schema = scan.tableSchema().select(List.copyOf(columns));
    double rows = scan.estimate().rows();
    return new Scan(
        scan.table(),
        scan.tableSchema(),
        List.copyOf(columns),
        scan.predicate(),
        scan.filter(),
        scan.limit(),
        new Estimate(rows, rows * Estimates.width(schema)));
  }

  static Scan limited(Scan scan, long rows) {
    return new Scan(
        scan.table(),
        scan.tableSchema(),
        scan.columns(),
        scan.predicate(),
        scan.filter(),
        Math.min(scan.limit(), rows),
        scan.estimate());
  }

  static Scan filtered(Scan scan, Expr filter, Estimate estimate) {
    List<ScanPredicate.Condition> conditions = new ArrayList<>();
    collect(filter, scan, conditions);
    return new Scan(
        scan.table(),
        scan.tableSchema(),
        scan.columns(),
        conditions.isEmpty() ? ScanPredicate.ALL : new ScanPredicate(conditions),
        filter,
        scan.limit(),
        estimate);
  }

  private static void collect(Expr filter, Scan scan, List<ScanPredicate.Condition> conditions) {
    if (filter instanceof Expr.Call call && call.function() == ScalarFunction.AND) {
      for (Expr part : call.args()) {
        collect(part, scan, conditions);
      }
      return;
    }
    ScanPredicate.Condition condition =
        switch (filter) {
          case Expr.Call call -> condition(call, scan);
          case Expr.InSet set -> inSet(set, scan);
          case InputRef ref -> range(column(scan, ref), ScalarFunction.EQUAL, true);
          case Literal l -> null;
          case Expr.Cast c -> null;
          case Expr.Case c -> null;
        };
    if (condition != null) {
      conditions.add(condition);
    }
  }

  private static int column(Scan scan, InputRef ref) {
    return scan.columns().get(ref.index());
  }

  private static ScanPredicate.Condition condition(Expr.Call call, Scan scan) {
    Expr first = call.args().isEmpty() ? null : call.args().getFirst();
    Expr second = call.args().size() == 2 ? call.args().get(1) : null;
    if (first instanceof InputRef ref && second instanceof Literal literal) {
      return compared(call.function(), column(scan, ref), literal);
    }
    if (first instanceof Literal literal && second instanceof InputRef ref) {
      ScalarFunction mirrored = mirrored(call.function());
      return mirrored == null ? null : compared(mirrored, column(scan, ref), literal);
    }
    if (second == null && first instanceof InputRef ref) {
      return switch (call.function()) {
        case IS_NULL -> new ScanPredicate.IsNull(column(scan, ref));
        case IS_NOT_NULL -> new ScanPredicate.IsNotNull(column(scan, ref));
        case IS_TRUE -> range(column(scan, ref), ScalarFunction.EQUAL, true);
        case NOT, IS_FALSE -> range(column(scan, ref), ScalarFunction.EQUAL, false);
        default -> null;
      };
    }
    return null;
  }

  private static ScalarFunction mirrored(ScalarFunction function) {
    return switch (function) {
      case EQUAL, IS_NOT_DISTINCT_FROM -> function;
      case LESS -> ScalarFunction.GREATER;
      case LESS_OR_EQUAL -> ScalarFunction.GREATER_OR_EQUAL;
      case GREATER -> ScalarFunction.LESS;
      case GREATER_OR_EQUAL -> ScalarFunction.LESS_OR_EQUAL;
      default -> null;
    };
  }

  private static ScanPredicate.Condition compared(
      ScalarFunction function, int column, Literal literal) {
    Comparable<?> value = plain(literal);
    if (value == null) {
      return null;
    }
    return switch (function) {
      case EQUAL, IS_NOT_DISTINCT_FROM, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          range(column, function, value);
      case STARTS_WITH -> new ScanPredicate.Prefix(column, (Bytes) value);
      case LIKE -> prefix(column, (String) literal.value());
      default -> null;
    };
  }

  private static ScanPredicate.Condition range(
      int column, ScalarFunction function, Comparable<?> value) {
    return switch (function) {
      case LESS -> new ScanPredicate.Range(column, null, false, value, false);
      case LESS_OR_EQUAL -> new ScanPredicate.Range(column, null, false, value, true);
      case GREATER -> new ScanPredicate.Range(column, value, false, null, false);
      case GREATER_OR_EQUAL -> new ScanPredicate.Range(column, value, true, null, false);
      default -> new ScanPredicate.Range(column, value, true, value, true);
    };
  }

  /**
   * The constant beginning of a pattern; nothing when there is none or a backslash makes it
   * doubtful.
   */
  private static ScanPredicate.Condition prefix(int column, String pattern) {
    int end = 0;
    while (end < pattern.length() && "%_\\".indexOf(pattern.charAt(end)) < 0) {
      end++;
    }
    return end == 0 ? null : new ScanPredicate.Prefix(column, Bytes.of(pattern.substring(0, end)));
  }

  private static ScanPredicate.Condition inSet(Expr.InSet set, Scan scan) {
    if (!(set.arg() instanceof InputRef ref)) {
      return null;
    }
    List<Comparable<?>> values = new ArrayList<>();
    for (Literal literal : set.values()) {
      Comparable<?> value = plain(literal);
      if (value != null) {
        values.add(value);
      }
    }
    return new ScanPredicate.InSet(column(scan, ref), values);
  }

  /** A constant in the plain form of {@link ScanPredicate}; null for NULL. */
  private static Comparable<?> plain(Literal literal) {
    if (literal.type() instanceof DataType.Simple s && s.isFloating() && literal.value() != null) {
      return ((Number) literal.value()).doubleValue();
    }
    return switch (literal.value()) {
      case Integer value -> value.longValue();
      case Long value -> value;
      case BigInteger value ->
          value.bitLength() < Long.SIZE ? (Comparable<?>) value.longValue() : value;
      case Boolean value -> value;
      case String value -> Bytes.of(value);
      case Bytes value -> value;
      case null, default -> null;
    };
  }
}
