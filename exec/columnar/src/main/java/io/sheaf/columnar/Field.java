package io.sheaf.columnar;

import java.util.Objects;

/** A named, typed column of a schema; {@code nullable} is false only where NULL is impossible. */
public record Field(String name, DataType type, boolean nullable) {
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }

  @Override
  public String toString() {
    return name + " " + type.sql() + (nullable ? "" : " NOT NULL");
  }
}
