package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PackedResult;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.AggregateCall;

/**
 * An aggregate that needs all values of a group, or the value of another column than it compares:
 * rows are packed below the aggregation, which collects them or takes the least, and the result is
 * made above it.
 *
 * @param aggregation what is done with the packed rows
 * @param keys by what they are ordered
 * @param form as PACK takes it
 * @param value what is packed
 * @param parameter what the result needs beside them; an input column or a literal, or null
 */
record PackedAggregate(
    AggregateFunction aggregation,
    PackedResult result,
    List<Expr> keys,
    String form,
    Expr value,
    Expr parameter) {

  /** How a call is done; null for one that the engine does itself. */
  static PackedAggregate of(AggregateCall call, List<Expr> input) {
    List<Expr> args = call.getArgList().stream().map(input::get).toList();
    return switch (call.getAggregation().getName().toUpperCase(Locale.ROOT)) {
      case "LISTAGG", "STRING_AGG", "GROUP_CONCAT" -> joined(call, args, input);
      case "MEDIAN" -> between(args, new Expr.Literal(0.5, Simple.DOUBLE));
      case "QUANTILE_CONT", "PERCENTILE", "APPROX_QUANTILE" -> between(args, args.get(1));
      case "QUANTILE", "QUANTILE_DISC" -> quantile(PackedResult.QUANTILE, args);
      case "QUANTILE_DISC_DESC" -> quantile(PackedResult.QUANTILE_DESCENDING, args);
      case "MODE" -> plain(PackedResult.MODE, args.getFirst());
      case "LAST" -> plain(PackedResult.LAST, args.getFirst());
      case "ENTROPY" -> plain(PackedResult.ENTROPY, args.getFirst());
      case "MAD" -> plain(PackedResult.MEDIAN_DISTANCE, to(args, Simple.DOUBLE));
      case "SKEWNESS" -> plain(PackedResult.SKEWNESS, to(args, Simple.DOUBLE));
      case "KURTOSIS" -> plain(PackedResult.KURTOSIS, to(args, Simple.DOUBLE));
      case "KURTOSIS_POP" -> plain(PackedResult.KURTOSIS_POP, to(args, Simple.DOUBLE));
      case "PRODUCT" -> plain(PackedResult.PRODUCT, to(args, Simple.DOUBLE));
      case "BIT_AND" -> plain(PackedResult.BIT_AND, to(args, Simple.BIGINT));
      case "BIT_OR" -> plain(PackedResult.BIT_OR, to(args, Simple.BIGINT));
      case "BIT_XOR" -> plain(PackedResult.BIT_XOR, to(args, Simple.BIGINT));
      case "ARG_MIN", "MIN_BY" -> extreme(AggregateFunction.MIN, args);
      case "ARG_MAX", "MAX_BY" -> extreme(AggregateFunction.MAX, args);
      default -> null;
    };
  }

  private static Expr to(List<Expr> args, DataType type) {
    return Conversions.to(args.getFirst(), type);
  }

  private static PackedAggregate plain(PackedResult result, Expr value) {
    return new PackedAggregate(
        AggregateFunction.COLLECT, result, List.of(), "C" + kind(value), value, null);
  }

  private static PackedAggregate between(List<Expr> args, Expr fraction) {
    return args.getFirst().type().isNumeric()
        ? quantile(PackedResult.QUANTILE_BETWEEN, to(args, Simple.DOUBLE), fraction)
        : quantile(PackedResult.QUANTILE, args.getFirst(), fraction);
  }

  private static PackedAggregate quantile(PackedResult result, List<Expr> args) {
    return quantile(result, args.getFirst(), args.get(1));
  }

  private static PackedAggregate quantile(PackedResult result, Expr value, Expr fraction) {
    return new PackedAggregate(
        AggregateFunction.COLLECT, result, List.of(), "C" + kind(value), value, fraction);
  }

  private static PackedAggregate joined(AggregateCall call, List<Expr> args, List<Expr> input) {
    StringBuilder form = new StringBuilder("C");
    List<Expr> keys = new ArrayList<>();
    for (RelFieldCollation order : call.getCollation().getFieldCollations()) {
      Expr key = input.get(order.getFieldIndex());
      keys.add(key);
      boolean nullsFirst = order.nullDirection == RelFieldCollation.NullDirection.FIRST;
      form.append(kind(key))
          .append(order.getDirection().isDescending() ? 'D' : 'A')
          .append(nullsFirst ? 'F' : 'L');
    }
    Expr text = args.getFirst().type().isText() ? args.getFirst() : to(args, DataType.VARCHAR);
    Expr separator = args.size() > 1 ? args.get(1) : new Expr.Literal(",", new DataType.Varchar(1));
    return new PackedAggregate(
        AggregateFunction.COLLECT,
        PackedResult.JOINED,
        keys,
        form.append('T').toString(),
        text,
        separator);
  }

  private static PackedAggregate extreme(AggregateFunction aggregation, List<Expr> args) {
    Expr key = args.get(1);
    String form = "S" + kind(key) + "AL" + kind(args.getFirst());
    return new PackedAggregate(
        aggregation, PackedResult.VALUE, List.of(key), form, args.getFirst(), null);
  }

  private static char kind(Expr value) {
    return switch (value.type()) {
      case Decimal d -> 'D';
      case DataType type when type.isText() || type == Simple.VARBINARY -> 'T';
      case DataType type when type.isFloating() -> 'F';
      default -> 'L';
    };
  }

  /** The packed row; NULL where the row does not count. */
  Expr packed() {
    List<Expr> args = new ArrayList<>();
    args.add(text(form));
    args.addAll(keys);
    args.add(value);
    Expr packed = new Expr.Call(ScalarFunction.PACK, args, Simple.VARBINARY);
    if (aggregation == AggregateFunction.COLLECT) {
      return packed;
    }
    Expr present =
        new Expr.Call(ScalarFunction.IS_NOT_NULL, List.of(keys.getFirst()), Simple.BOOLEAN);
    Expr none = new Expr.Literal(null, Simple.VARBINARY);
    return new Expr.Case(List.of(present), List.of(packed), none, Simple.VARBINARY);
  }

  /** Whether the parameter has to come through the aggregation. */
  boolean hasColumn() {
    return parameter instanceof Expr.InputRef;
  }

  int column() {
    return ((Expr.InputRef) parameter).index();
  }

  /**
   * The result.
   *
   * @param rows what the aggregation gave
   * @param column the parameter behind the aggregation, or null
   */
  Expr unpacked(Expr rows, Expr column, DataType type) {
    List<Expr> args = new ArrayList<>(List.of(text(result.name()), text(form), rows));
    Expr given = column == null ? parameter : column;
    if (given != null) {
      args.add(result == PackedResult.JOINED ? given : Conversions.to(given, Simple.DOUBLE));
    }
    return Conversions.to(new Expr.Call(ScalarFunction.UNPACK, args, own(type)), type);
  }

  /** The type of what is made, which may still be cast. */
  private DataType own(DataType type) {
    return switch (result) {
      case VALUE, LAST, QUANTILE, QUANTILE_DESCENDING, MODE -> value.type();
      case JOINED -> type;
      case QUANTILE_BETWEEN, ENTROPY, MEDIAN_DISTANCE, SKEWNESS, KURTOSIS, KURTOSIS_POP, PRODUCT ->
          Simple.DOUBLE;
      case BIT_AND, BIT_OR, BIT_XOR -> Simple.BIGINT;
    };
  }

  private static Expr text(String text) {
    return new Expr.Literal(text, DataType.VARCHAR);
  }
}
