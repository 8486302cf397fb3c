package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.sql.frame.Expression;
import io.sheaf.sql.frame.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An expression of columns: what {@link DataFrame} methods take. Where an argument is an {@code
 * Object} it is either another column or a constant, as {@link Functions#lit} takes it. Types and
 * NULLs follow SQL's rules. Immutable; names are resolved by the frame's method that gets it.
 *
 * <pre>{@code
 * orders.filter(col("total").gt(100).and(col("status").isin("new", "paid")))
 * }</pre>
 */
public final class Column {
  private final Expression expression;

  Column(Expression expression) {
    this.expression = Objects.requireNonNull(expression);
  }

  Expression expression() {
    return expression;
  }

  /** A column as it is, anything else as a constant. */
  static Expression of(Object value) {
    return value instanceof Column column ? column.expression : new Expression.Literal(value);
  }

  static List<Expression> expressions(Object... values) {
    return Arrays.stream(values).map(Column::of).toList();
  }

  private Column with(Operator operator, Object... others) {
    List<Expression> arguments = new ArrayList<>(List.of(expression));
    arguments.addAll(expressions(others));
    return new Column(new Expression.Operation(operator, arguments));
  }

  /** The same values by this name. */
  public Column as(String name) {
    return new Column(new Expression.Alias(expression, name));
  }

  /** As {@link #as(String)}. */
  public Column alias(String name) {
    return as(name);
  }

  /** {@code =}: NULL where one side is. */
  public Column equalTo(Object other) {
    return with(Operator.EQUAL, other);
  }

  /** As {@link #equalTo}. */
  public Column eq(Object other) {
    return equalTo(other);
  }

  /** {@code <>}: NULL where one side is. */
  public Column notEqual(Object other) {
    return with(Operator.NOT_EQUAL, other);
  }

  /** Whether both are equal or both NULL; never NULL itself. */
  public Column eqNullSafe(Object other) {
    return with(Operator.IS_NOT_DISTINCT, other);
  }

  /** {@code <}. */
  public Column lt(Object other) {
    return with(Operator.LESS, other);
  }

  /** {@code <=}. */
  public Column leq(Object other) {
    return with(Operator.LESS_OR_EQUAL, other);
  }

  /** {@code >}. */
  public Column gt(Object other) {
    return with(Operator.GREATER, other);
  }

  /** {@code >=}. */
  public Column geq(Object other) {
    return with(Operator.GREATER_OR_EQUAL, other);
  }

  /** Whether the value lies between two others or is one of them. */
  public Column between(Object least, Object greatest) {
    return with(Operator.BETWEEN, least, greatest);
  }

  /** {@code +}: of a date or time and an interval, too. */
  public Column plus(Object other) {
    return with(Operator.ADD, other);
  }

  /** {@code -}: of a date or time and an interval, too. */
  public Column minus(Object other) {
    return with(Operator.SUBTRACT, other);
  }

  /** {@code *}. */
  public Column multiply(Object other) {
    return with(Operator.MULTIPLY, other);
  }

  /** {@code /}: of two integers an integer, cut towards zero. */
  public Column divide(Object other) {
    return with(Operator.DIVIDE, other);
  }

  /** The remainder of a division, with the sign of this side. */
  public Column mod(Object other) {
    return with(Operator.REMAINDER, other);
  }

  /** The value with the other sign. */
  public Column negate() {
    return with(Operator.NEGATE);
  }

  /** Three-valued AND. */
  public Column and(Column other) {
    return with(Operator.AND, other);
  }

  /** Three-valued OR. */
  public Column or(Column other) {
    return with(Operator.OR, other);
  }

  /** NULL stays NULL. */
  public Column not() {
    return with(Operator.NOT);
  }

  /** Whether there is no value; never NULL itself. */
  public Column isNull() {
    return with(Operator.IS_NULL);
  }

  /** Whether there is a value; never NULL itself. */
  public Column isNotNull() {
    return with(Operator.IS_NOT_NULL);
  }

  /** Whether it is true, and not NULL. */
  public Column isTrue() {
    return with(Operator.IS_TRUE);
  }

  /** Whether it is false, and not NULL. */
  public Column isFalse() {
    return with(Operator.IS_FALSE);
  }

  /** Whether the text matches a pattern with {@code %} and {@code _}. */
  public Column like(Object pattern) {
    return with(Operator.LIKE, pattern);
  }

  /** As {@link #like} without regard to case. */
  public Column ilike(Object pattern) {
    return with(Operator.ILIKE, pattern);
  }

  /** Whether a part of the text matches a regular expression. */
  public Column rlike(Object pattern) {
    return function("REGEXP_LIKE", pattern);
  }

  /** Whether a text is part of this one; NULL where one of both is. */
  public Column contains(Object part) {
    return function("CONTAINS", part);
  }

  /** Whether the text begins so; NULL where one of both is. */
  public Column startsWith(Object head) {
    return function("STARTS_WITH", head);
  }

  /** Whether the text ends so; NULL where one of both is. */
  public Column endsWith(Object tail) {
    return function("ENDS_WITH", tail);
  }

  /** So many characters from the one at {@code start} on, which counts from 1. */
  public Column substr(Object start, Object length) {
    return function("SUBSTRING", start, length);
  }

  private Column function(String name, Object... others) {
    List<Expression> arguments = new ArrayList<>(List.of(expression));
    arguments.addAll(expressions(others));
    return new Column(new Expression.Call(name, false, arguments));
  }

  /**
   * Whether the value is one of these; NULL where it is none and one of both sides holds a NULL.
   *
   * @throws SheafException (USER) without any value
   */
  public Column isin(Object... values) {
    if (values.length == 0) {
      throw SheafException.user("BAD_ARGUMENT", "isin: there is no value to compare with");
    }
    return new Column(new Expression.In(expression, expressions(values)));
  }

  /** Whether the value is among those of the frame's only column, as {@code IN (SELECT ...)}. */
  public Column isin(DataFrame values) {
    return new Column(new Expression.InRelation(expression, values.relation()));
  }

  /** The value as another type; where it does not fit the query fails. */
  public Column cast(DataType type) {
    return cast(type.sql());
  }

  /** As {@link #cast(DataType)} with a type as SQL writes it, as {@code "decimal(12, 2)"}. */
  public Column cast(String type) {
    return new Column(new Expression.Cast(expression, type, false));
  }

  /** As {@link #cast(String)}, but NULL where the value does not fit. */
  public Column tryCast(String type) {
    return new Column(new Expression.Cast(expression, type, true));
  }

  /**
   * Another branch behind {@link Functions#when}.
   *
   * @throws SheafException (USER) when this is no such column
   */
  public Column when(Column condition, Object value) {
    List<Expression.When> branches = new ArrayList<>(branches("when"));
    branches.add(new Expression.When(condition.expression, of(value)));
    return new Column(new Expression.Case(branches, Optional.empty()));
  }

  /**
   * What the value is where no branch is taken; NULL without it.
   *
   * @throws SheafException (USER) when this is no column made by {@link Functions#when}
   */
  public Column otherwise(Object value) {
    return new Column(new Expression.Case(branches("otherwise"), Optional.of(of(value))));
  }

  private List<Expression.When> branches(String method) {
    if (expression instanceof Expression.Case cases && cases.otherwise().isEmpty()) {
      return cases.branches();
    }
    throw SheafException.user(
        "BAD_ARGUMENT", method + ": stands behind when(condition, value), before otherwise");
  }

  /** An aggregate function that only sees rows for which the condition is true. */
  public Column filter(Column condition) {
    return new Column(new Expression.Filtered(expression, condition.expression));
  }

  /** A function over the rows around each row, as {@code rank().over(window)}. */
  public Column over(Window window) {
    return new Column(window.over(expression));
  }

  /** Ascending in {@link DataFrame#orderBy}, NULLs last. */
  public Column asc() {
    return order(false, Optional.empty());
  }

  /** As {@link #asc}, NULLs first. */
  public Column ascNullsFirst() {
    return order(false, Optional.of(true));
  }

  /** As {@link #asc}. */
  public Column ascNullsLast() {
    return order(false, Optional.of(false));
  }

  /** Descending in {@link DataFrame#orderBy}, NULLs last. */
  public Column desc() {
    return order(true, Optional.empty());
  }

  /** As {@link #desc}, NULLs first. */
  public Column descNullsFirst() {
    return order(true, Optional.of(true));
  }

  /** As {@link #desc}. */
  public Column descNullsLast() {
    return order(true, Optional.of(false));
  }

  private Column order(boolean descending, Optional<Boolean> nullsFirst) {
    return new Column(new Expression.Order(expression, descending, nullsFirst));
  }

  @Override
  public String toString() {
    return expression.toString();
  }
}
