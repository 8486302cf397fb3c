package io.sheaf.sql.frame;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import java.util.Objects;

/**
 * A column of a relation. It stays the same through filters, joins and selections, by which {@code
 * left.col("id")} is told from {@code right.col("id")}: two attributes are equal only when they
 * come from one. Immutable.
 */
public final class Attribute {
  private final Object identity;
  private final String name;
  private final String qualifier;
  private final DataType type;
  private final boolean nullable;

  /** {@code qualifier}: the table or alias whose column it is; empty for none. */
  Attribute(String name, String qualifier, DataType type, boolean nullable) {
    this(new Object(), name, qualifier, type, nullable);
  }

  private Attribute(
      Object identity, String name, String qualifier, DataType type, boolean nullable) {
    this.identity = identity;
    this.name = Objects.requireNonNull(name);
    this.qualifier = Objects.requireNonNull(qualifier);
    this.type = Objects.requireNonNull(type);
    this.nullable = nullable;
  }

  static Attribute of(Field field, String qualifier) {
    return new Attribute(field.name(), qualifier, field.type(), field.nullable());
  }

  public String name() {
    return name;
  }

  public DataType type() {
    return type;
  }

  public boolean nullable() {
    return nullable;
  }

  String qualifier() {
    return qualifier;
  }

  Field field() {
    return new Field(name, type, nullable);
  }

  /** The same column as one of its own. */
  Attribute renewed(String newQualifier) {
    return new Attribute(name, newQualifier, type, nullable);
  }

  /** A column of its own with the same values. */
  Attribute renamed(String newName) {
    return new Attribute(newName, "", type, nullable);
  }

  /** The same column where rows may be missing. */
  Attribute orNull() {
    return nullable ? this : new Attribute(identity, name, qualifier, type, true);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute attribute && attribute.identity == identity;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(identity);
  }

  @Override
  public String toString() {
    return qualifier.isEmpty() ? name : qualifier + "." + name;
  }
}
