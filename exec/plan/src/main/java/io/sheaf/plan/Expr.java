package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import java.util.List;
import java.util.Objects;

/**
 * A scalar expression over the columns of one input (for join conditions: left columns, then right
 * ones). Typed: planning decided all result types and inserted all casts, so both sides of a
 * comparison have the same type and running an expression never guesses.
 */
public sealed interface Expr {
  DataType type();

  /** The input's column at this index. */
  record InputRef(int index, DataType type) implements Expr {
    public InputRef {
      Objects.requireNonNull(type);
      if (index < 0) {
        throw new IllegalArgumentException("column " + index);
      }
    }

    @Override
    public String toString() {
      return "#" + index;
    }
  }

  /**
   * A constant.
   *
   * @param value null for NULL; else by type: Boolean; Integer for TINYINT, SMALLINT, INTEGER, DATE
   *     (days) and INTERVAL YEAR MONTH (months); Long for BIGINT, TIME, TIMESTAMP, TIMESTAMP WITH
   *     TIME ZONE and INTERVAL DAY TIME (microseconds); Float; Double; java.math.BigInteger for
   *     DECIMAL (unscaled); String for text; io.sheaf.connector.Bytes for VARBINARY
   */
  record Literal(Object value, DataType type) implements Expr {
    public Literal {
      Objects.requireNonNull(type);
    }

    public boolean isNull() {
      return value == null;
    }

    @Override
    public String toString() {
      return switch (value) {
        case null -> "NULL";
        case String text -> "'" + text.replace("'", "''") + "'";
        case java.math.BigInteger unscaled when type instanceof DataType.Decimal d ->
            new java.math.BigDecimal(unscaled, d.scale()).toPlainString();
        case Integer days when type == DataType.Simple.DATE ->
            "DATE '" + java.time.LocalDate.ofEpochDay(days) + "'";
        default -> value.toString();
      };
    }
  }

  /** A function of the closed set; argument types obey the function's documentation. */
  record Call(ScalarFunction function, List<Expr> args, DataType type) implements Expr {
    public Call {
      Objects.requireNonNull(type);
      args = List.copyOf(args);
      function.checkArity(args.size());
    }

    @Override
    public String toString() {
      return function.format(args);
    }
  }

  /** Conversion by SQL's rules; {@code safe} gives NULL (TRY_CAST) instead of an error. */
  record Cast(Expr arg, DataType type, boolean safe) implements Expr {
    public Cast {
      Objects.requireNonNull(arg);
      Objects.requireNonNull(type);
    }

    @Override
    public String toString() {
      return (safe ? "TRY_CAST(" : "CAST(") + arg + " AS " + type.sql() + ")";
    }
  }

  /**
   * The value of the first condition that is true, else {@code otherwise}; a branch is only
   * computed for rows that reach it, so errors stay where they belong.
   */
  record Case(List<Expr> conditions, List<Expr> values, Expr otherwise, DataType type)
      implements Expr {
    public Case {
      conditions = List.copyOf(conditions);
      values = List.copyOf(values);
      Objects.requireNonNull(otherwise);
      Objects.requireNonNull(type);
      if (conditions.isEmpty() || conditions.size() != values.size()) {
        throw new IllegalArgumentException("CASE of " + conditions.size() + " conditions");
      }
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("CASE");
      for (int i = 0; i < conditions.size(); i++) {
        text.append(" WHEN ").append(conditions.get(i)).append(" THEN ").append(values.get(i));
      }
      return text.append(" ELSE ").append(otherwise).append(" END").toString();
    }
  }

  /** {@code arg IN (values)} for many constants of arg's type; NULL rules of SQL. */
  record InSet(Expr arg, List<Literal> values) implements Expr {
    public InSet {
      Objects.requireNonNull(arg);
      values = List.copyOf(values);
    }

    @Override
    public DataType type() {
      return DataType.Simple.BOOLEAN;
    }

    @Override
    public String toString() {
      return arg + " IN " + values.toString().replace('[', '(').replace(']', ')');
    }
  }

  static Expr and(List<Expr> conjuncts) {
    return switch (conjuncts.size()) {
      case 0 -> new Literal(true, DataType.Simple.BOOLEAN);
      case 1 -> conjuncts.getFirst();
      default -> new Call(ScalarFunction.AND, conjuncts, DataType.Simple.BOOLEAN);
    };
  }
}
