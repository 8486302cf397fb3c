package io.sheaf.sql.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.validate.SqlValidator;

/** A query whose names and types are right, and who knows them; to be converted once. */
record CheckedQuery(SqlValidator validator, SqlNode tree) {
  RelDataType rowType() {
    return validator.getValidatedNodeType(tree);
  }

  /** The query without an order that says nothing of which rows it has. */
  CheckedQuery withoutOrder() {
    return switch (tree) {
      case SqlSelect select when select.getFetch() == null && select.getOffset() == null -> {
        select.setOrderBy(null);
        yield this;
      }
      case SqlOrderBy ordered when ordered.fetch == null && ordered.offset == null ->
          new CheckedQuery(validator, ordered.query);
      default -> this;
    };
  }
}
