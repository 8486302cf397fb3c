package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.DecimalArithmetic.Operation;
import io.sheaf.plan.ScalarFunction;

/** {@code + - * / %} by type. */
public final class NumberKernels {
  private NumberKernels() {}

  public static Kernel binary(
      ScalarFunction function, DataType left, DataType right, DataType type) {
    Operation operation = Operation.valueOf(function.name());
    return switch (type) {
      case DataType.Decimal d -> new DecimalArithmetic(operation, decimal(left), decimal(right), d);
      case DataType.Simple s ->
          switch (s) {
            case TINYINT, SMALLINT, INTEGER, DATE, INTERVAL_YEAR_MONTH -> new Ints(operation, s);
            case BIGINT, TIME, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE, INTERVAL_DAY_TIME ->
                new Longs(operation, s);
            case REAL -> new Floats(operation);
            case DOUBLE -> new Doubles(operation);
            case BOOLEAN, VARBINARY, NULL -> throw notNumeric(function, type);
          };
      case DataType.Varchar v -> throw notNumeric(function, type);
      case DataType.Char c -> throw notNumeric(function, type);
    };
  }

  /** A decimal argument's type; integers count as decimals without scale. */
  static DataType.Decimal decimal(DataType type) {
    return type instanceof DataType.Decimal d ? d : new DataType.Decimal(19, 0);
  }

  private static SheafException notNumeric(ScalarFunction function, DataType type) {
    return SheafException.user(
        "INVALID_ARGUMENT", function.name() + " is not defined for " + type.sql());
  }

  /** TINYINT, SMALLINT and INTEGER. */
  private static final class Ints implements Kernel {
    private final Operation operation;
    private final DataType type;
    private final int unusedBits;
    private final Scratch scratch = new Scratch();
    private final Operand left = new Operand();
    private final Operand right = new Operand();

    Ints(Operation operation, DataType type) {
      this.operation = operation;
      this.type = type;
      this.unusedBits =
          type == DataType.Simple.TINYINT ? 24 : type == DataType.Simple.SMALLINT ? 16 : 0;
    }

    @Override
    public Column apply(Column[] args, Rows rows) {
      int n = rows.length();
      int[] a = left.ints(args[0], n);
      int[] b = right.ints(args[1], n);
      int[] out = scratch.ints(n);
      long[] validity = scratch.strict(args, n);
      if (operation == Operation.DIVIDE || operation == Operation.MODULO) {
        divide(args, a, b, out, validity, rows);
      } else if (loop(a, b, out, n) != 0) {
        check(args, a, b, validity, rows);
      }
      return new IntColumn(type, out, validity);
    }

    /** Not zero if a result may have overflowed. */
    private int loop(int[] a, int[] b, int[] out, int n) {
      int flag = 0;
      int cut = unusedBits;
      switch (operation) {
        case ADD -> {
          for (int i = 0; i < n; i++) {
            int sum = a[i] + b[i];
            out[i] = sum;
            flag |= ((a[i] ^ sum) & (b[i] ^ sum)) >>> 31 | sum ^ sum << cut >> cut;
          }
        }
        case SUBTRACT -> {
          for (int i = 0; i < n; i++) {
            int difference = a[i] - b[i];
            out[i] = difference;
            flag |=
                ((a[i] ^ b[i]) & (a[i] ^ difference)) >>> 31
                    | difference ^ difference << cut >> cut;
          }
        }
        case MULTIPLY -> {
          for (int i = 0; i < n; i++) {
            long product = (long) a[i] * b[i];
            int low = (int) product;
            out[i] = low;
            flag |= (int) (product >> 32) ^ low >> 31 | low ^ low << cut >> cut;
          }
        }
        case DIVIDE, MODULO -> throw new IllegalStateException();
      }
      return flag;
    }

    private void check(Column[] args, int[] a, int[] b, long[] validity, Rows rows) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        long exact =
            switch (operation) {
              case ADD -> (long) a[row] + b[row];
              case SUBTRACT -> (long) a[row] - b[row];
              case MULTIPLY -> (long) a[row] * b[row];
              case DIVIDE, MODULO -> throw new IllegalStateException();
            };
        checkRange(args, exact, validity, row);
      }
    }

    private void checkRange(Column[] args, long exact, long[] validity, int row) {
      if (exact != (int) exact << unusedBits >> unusedBits && Validity.isValid(validity, row)) {
        throw ValueErrors.overflow(type, args[0], operation.symbol, args[1], row);
      }
    }

    private void divide(Column[] args, int[] a, int[] b, int[] out, long[] validity, Rows rows) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        if (b[row] == 0) {
          if (Validity.isValid(validity, row)) {
            throw ValueErrors.divisionByZero(args[0], operation.symbol, args[1], row);
          }
          out[row] = 0;
        } else if (operation == Operation.DIVIDE) {
          out[row] = a[row] / b[row];
          if (b[row] == -1) {
            checkRange(args, -(long) a[row], validity, row);
          }
        } else {
          out[row] = a[row] % b[row];
        }
      }
    }
  }

  /** BIGINT. */
  private static final class Longs implements Kernel {
    private final Operation operation;
    private final DataType type;
    private final Scratch scratch = new Scratch();
    private final Operand left = new Operand();
    private final Operand right = new Operand();

    Longs(Operation operation, DataType type) {
      this.operation = operation;
      this.type = type;
    }

    @Override
    public Column apply(Column[] args, Rows rows) {
      int n = rows.length();
      long[] a = left.longs(args[0], n);
      long[] b = right.longs(args[1], n);
      long[] out = scratch.longs(n);
      long[] validity = scratch.strict(args, n);
      boolean doubtful =
          switch (operation) {
            case ADD -> {
              LongLoops.add(a, b, out, n);
              yield LongLoops.sumOverflow(a, b, out, n) < 0;
            }
            case SUBTRACT -> {
              LongLoops.subtract(a, b, out, n);
              yield LongLoops.differenceOverflow(a, b, out, n) < 0;
            }
            case MULTIPLY -> {
              LongLoops.multiply(a, b, out, n);
              yield Intervals.multiply(
                      Intervals.measured(args[0], n), Intervals.measured(args[1], n))
                  == null;
            }
            case DIVIDE, MODULO -> {
              divide(args, a, b, out, validity, rows);
              yield false;
            }
          };
      if (doubtful) {
        check(args, a, b, validity, rows);
      }
      return new LongColumn(type, out, validity);
    }

    private void check(Column[] args, long[] a, long[] b, long[] validity, Rows rows) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        boolean overflow =
            switch (operation) {
              case ADD -> ((a[row] ^ a[row] + b[row]) & (b[row] ^ a[row] + b[row])) < 0;
              case SUBTRACT -> ((a[row] ^ b[row]) & (a[row] ^ a[row] - b[row])) < 0;
              case MULTIPLY -> Math.multiplyHigh(a[row], b[row]) != a[row] * b[row] >> 63;
              case DIVIDE, MODULO -> false;
            };
        if (overflow && Validity.isValid(validity, row)) {
          throw ValueErrors.overflow(type, args[0], operation.symbol, args[1], row);
        }
      }
    }

    private void divide(Column[] args, long[] a, long[] b, long[] out, long[] validity, Rows rows) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        if (b[row] == 0) {
          if (Validity.isValid(validity, row)) {
            throw ValueErrors.divisionByZero(args[0], operation.symbol, args[1], row);
          }
          out[row] = 0;
        } else if (operation == Operation.DIVIDE) {
          out[row] = a[row] / b[row];
          if (b[row] == -1 && a[row] == Long.MIN_VALUE && Validity.isValid(validity, row)) {
            throw ValueErrors.overflow(type, args[0], operation.symbol, args[1], row);
          }
        } else {
          out[row] = a[row] % b[row];
        }
      }
    }
  }

  /** DOUBLE, by IEEE. */
  private static final class Doubles implements Kernel {
    private final Operation operation;
    private final Scratch scratch = new Scratch();
    private final Operand left = new Operand();
    private final Operand right = new Operand();

    Doubles(Operation operation) {
      this.operation = operation;
    }

    @Override
    public Column apply(Column[] args, Rows rows) {
      int n = rows.length();
      double[] a = left.doubles(args[0], n);
      double[] b = right.doubles(args[1], n);
      double[] out = scratch.doubles(n);
      switch (operation) {
        case ADD -> {
          for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
          }
        }
        case SUBTRACT -> {
          for (int i = 0; i < n; i++) {
            out[i] = a[i] - b[i];
          }
        }
        case MULTIPLY -> {
          for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
          }
        }
        case DIVIDE -> {
          for (int i = 0; i < n; i++) {
            out[i] = a[i] / b[i];
          }
        }
        case MODULO -> {
          for (int i = 0; i < n; i++) {
            out[i] = a[i] % b[i];
          }
        }
      }
      return new DoubleColumn(DataType.Simple.DOUBLE, out, scratch.strict(args, n));
    }
  }

  /** REAL, by IEEE. */
  private static final class Floats implements Kernel {
    private final Operation operation;
    private final Scratch scratch = new Scratch();
    private final Operand left = new Operand();
    private final Operand right = new Operand();

    Floats(Operation operation) {
      this.operation = operation;
    }

    @Override
    public Column apply(Column[] args, Rows rows) {
      int n = rows.length();
      float[] a = left.floats(args[0], n);
      float[] b = right.floats(args[1], n);
      float[] out = scratch.floats(n);
      for (int i = 0; i < n; i++) {
        out[i] =
            switch (operation) {
              case ADD -> a[i] + b[i];
              case SUBTRACT -> a[i] - b[i];
              case MULTIPLY -> a[i] * b[i];
              case DIVIDE -> a[i] / b[i];
              case MODULO -> a[i] % b[i];
            };
      }
      return new FloatColumn(DataType.Simple.REAL, out, scratch.strict(args, n));
    }
  }
}
