package io.sheaf.sql.frame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a user says of a column; names are resolved when it meets a {@link Relation}. Immutable. */
public sealed interface Expression {

  /** A column by its name, which may be qualified: {@code name}, {@code table.name}. */
  record Name(String name) implements Expression {
    public Name {
      Objects.requireNonNull(name);
    }
  }

  /** This column and no other of its name. */
  record Reference(Attribute attribute) implements Expression {
    public Reference {
      Objects.requireNonNull(attribute);
    }
  }

  /** All columns, or those of one table or alias; an empty qualifier says all. */
  record Star(String qualifier) implements Expression {}

  /**
   * A constant.
   *
   * @param value a Boolean, number, String, {@code byte[]}, LocalDate, LocalTime, LocalDateTime,
   *     OffsetDateTime, ZonedDateTime, Instant, Period or Duration; null for NULL
   */
  record Literal(Object value) implements Expression {}

  /** A function by its SQL name. */
  record Call(String function, boolean distinct, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    public Call(String function, Expression... arguments) {
      this(function, false, List.of(arguments));
    }
  }

  /** An operator. */
  record Operation(Operator operator, List<Expression> arguments) implements Expression {
    public Operation {
      arguments = List.copyOf(arguments);
    }

    public Operation(Operator operator, Expression... arguments) {
      this(operator, List.of(arguments));
    }
  }

  /** An aggregate function over the rows that pass a condition. */
  record Filtered(Expression aggregate, Expression condition) implements Expression {}

  /**
   * A function over the rows around each row.
   *
   * @param partition whose equal values make the rows that are seen
   * @param order of these rows
   * @param frame which of them; empty for the default: with an order those up to the row and its
   *     equals, else all
   */
  record Over(
      Expression function,
      List<Expression> partition,
      List<Expression> order,
      Optional<WindowFrame> frame)
      implements Expression {
    public Over {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
    }
  }

  /**
   * The rows from one bound to another, which are counted from the row itself: negative ones come
   * before it; {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} have no bound.
   *
   * @param rows whether rows are counted, and not the values of the order
   */
  record WindowFrame(boolean rows, long start, long end) {}

  /** CASE WHEN; NULL where no condition is true and there is no {@code otherwise}. */
  record Case(List<When> branches, Optional<Expression> otherwise) implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  /** One branch of a {@link Case}. */
  record When(Expression condition, Expression value) {}

  /**
   * CAST.
   *
   * @param type as SQL writes it
   * @param trying whether values that do not fit become NULL
   */
  record Cast(Expression value, String type, boolean trying) implements Expression {}

  /** Whether a value is among others. */
  record In(Expression value, List<Expression> values) implements Expression {
    public In {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** Whether a value is among those of a relation's only column. */
  record InRelation(Expression value, Relation relation) implements Expression {}

  /** The only value of a relation; NULL when it has no row. */
  record Scalar(Relation relation) implements Expression {}

  /** An expression by another name. */
  record Alias(Expression value, String name) implements Expression {
    public Alias {
      Objects.requireNonNull(name);
    }
  }

  /** An expression as SQL writes it, maybe with {@code AS name}. */
  record Text(String sql) implements Expression {
    public Text {
      Objects.requireNonNull(sql);
    }
  }

  /**
   * A place in an order.
   *
   * @param nullsFirst empty for the default: NULLs come last
   */
  record Order(Expression value, boolean descending, Optional<Boolean> nullsFirst)
      implements Expression {}
}
