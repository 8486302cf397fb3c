package io.sheaf.sql.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;

/** A query whose names and types are right, and who knows them; to be converted once. */
record CheckedQuery(SqlValidator validator, SqlNode tree) {
  RelDataType rowType() {
    return validator.getValidatedNodeType(tree);
  }
}
