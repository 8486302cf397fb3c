package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.aggregate.AggregationLayout.CallPlan;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import java.util.ArrayList;
import java.util.List;

/** Turns accumulators into output columns: results, or a PARTIAL step's states. Stateless. */
final class CallResults {
  private final AggregationLayout layout;
  private final Accumulator[] accumulators;

  CallResults(AggregationLayout layout, Accumulator[] accumulators) {
    this.layout = layout;
    this.accumulators = accumulators;
  }

  /** The output columns behind the keys, for these groups. */
  List<Column> columns(int[] groups, int count) {
    List<Column> out = new ArrayList<>();
    for (CallPlan call : layout.calls()) {
      if (layout.plan().step() == AggregateStep.PARTIAL) {
        addStates(call, groups, count, out);
      } else {
        out.add(result(call, groups, count));
      }
    }
    return out;
  }

  private void addStates(CallPlan call, int[] groups, int count, List<Column> out) {
    if (call.main() >= 0) {
      out.addAll(accumulators[call.main()].states(groups, count));
    }
    if (call.rows() >= 0) {
      out.add(new LongColumn(Simple.BIGINT, counts(call, groups, count)));
    }
  }

  private long[] counts(CallPlan call, int[] groups, int count) {
    long[] counts = ((CountAccumulator) accumulators[call.rows()]).gather(groups, count);
    if (call.nulls() >= 0) {
      CountAccumulator nulls = (CountAccumulator) accumulators[call.nulls()];
      if (!nulls.isZero()) {
        for (int i = 0; i < count; i++) {
          counts[i] -= nulls.get(groups[i]);
        }
      }
    }
    return counts;
  }

  private Column result(CallPlan call, int[] groups, int count) {
    return switch (call.call().function()) {
      case COUNT_ALL, COUNT -> new LongColumn(Simple.BIGINT, counts(call, groups, count));
      case SUM ->
          switch (accumulators[call.main()]) {
            case ExactSum sum -> exactSum(sum, call.call().type(), groups, count);
            case Accumulator sum -> floating(sum.states(groups, count).getFirst(), call, count);
          };
      case AVG -> average(call, groups, count);
      case MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR, COLLECT ->
          accumulators[call.main()].states(groups, count).getFirst();
      case SINGLE_VALUE -> {
        for (long rows : counts(call, groups, count)) {
          if (rows > 1) {
            throw SheafException.user(
                "MORE_THAN_ONE_ROW", "scalar sub-query returned more than one row");
          }
        }
        yield accumulators[call.main()].states(groups, count).getFirst();
      }
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> deviation(call, groups, count);
    };
  }

  private static Column floating(Column sums, CallPlan call, int count) {
    if (call.call().type() != Simple.REAL) {
      return sums;
    }
    double[] from = ((DoubleColumn) sums).values();
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) from[i];
    }
    return new FloatColumn(Simple.REAL, out, sums.validity());
  }

  private static Column exactSum(ExactSum sum, DataType type, int[] groups, int count) {
    long[] validity = sum.seen.validity(groups, count);
    if (sum.isNarrow()) {
      long[] lows = new long[count];
      for (int i = 0; i < count; i++) {
        lows[i] = sum.low(groups[i]);
      }
      return ExactResults.ofLongs("SUM", type, lows, validity);
    }
    long[] pairs = new long[2 * count];
    for (int i = 0; i < count; i++) {
      pairs[2 * i] = sum.low(groups[i]);
      pairs[2 * i + 1] = sum.high(groups[i]);
    }
    return ExactResults.column("SUM", type, pairs, validity, count);
  }

  private Column average(CallPlan call, int[] groups, int count) {
    DataType type = call.call().type();
    long[] counts = counts(call, groups, count);
    long[] validity = Validity.allValid(count);
    for (int i = 0; i < count; i++) {
      if (counts[i] == 0) {
        Validity.setNull(validity, i);
      }
    }
    long[] bits = Validity.anyNull(validity, count) ? validity : null;
    Accumulator sum = accumulators[call.main()];
    if (type instanceof Decimal decimal && sum instanceof ExactSum exact) {
      return exactAverage(call, decimal, exact, counts, groups, bits);
    }
    double unit = call.argument() instanceof Decimal d ? Math.pow(10, d.scale()) : 1;
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      double total =
          switch (sum) {
            case ExactSum s -> Int128.toDouble(s.low(groups[i]), s.high(groups[i])) / unit;
            case DoubleSum s -> s.get(groups[i]);
            case Accumulator other -> throw SheafException.bug("AVG over " + other);
          };
      out[i] = total / Math.max(counts[i], 1);
    }
    return floating(new DoubleColumn(Simple.DOUBLE, out, bits), call, count);
  }

  private static Column exactAverage(
      CallPlan call, Decimal type, ExactSum sum, long[] counts, int[] groups, long[] validity) {
    int scale = call.argument() instanceof Decimal d ? d.scale() : 0;
    DecimalDivision division = new DecimalDivision(type.scale() - scale);
    long[] pairs = new long[2 * counts.length];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        boolean fits =
            division.divide(sum.low(groups[i]), sum.high(groups[i]), counts[i], pairs, 2 * i);
        if (!fits || !Int128.fits(pairs[2 * i], pairs[2 * i + 1], type.precision())) {
          throw ExactResults.overflow(AggregateFunction.AVG.name(), type);
        }
      }
    }
    return Decimals.narrowest(type, pairs, validity, counts.length);
  }

  private Column deviation(CallPlan call, int[] groups, int count) {
    AggregateFunction function = call.call().function();
    boolean sample =
        function == AggregateFunction.STDDEV_SAMP || function == AggregateFunction.VAR_SAMP;
    boolean root =
        function == AggregateFunction.STDDEV_SAMP || function == AggregateFunction.STDDEV_POP;
    Moments moments = (Moments) accumulators[call.main()];
    double[] out = new double[count];
    long[] validity = Validity.allValid(count);
    for (int i = 0; i < count; i++) {
      long n = moments.count(groups[i]) - (sample ? 1 : 0);
      if (n <= 0) {
        Validity.setNull(validity, i);
      } else {
        double variance = moments.squares(groups[i]) / n;
        out[i] = root ? Math.sqrt(variance) : variance;
      }
    }
    long[] bits = Validity.anyNull(validity, count) ? validity : null;
    return floating(new DoubleColumn(Simple.DOUBLE, out, bits), call, count);
  }
}
