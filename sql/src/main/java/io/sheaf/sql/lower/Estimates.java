package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Estimate;
import org.apache.calcite.rel.RelNode;

/** Rows and bytes that planning expects of a node. */
final class Estimates {
  private static final double TEXT_BYTES = 24;

  Estimate of(RelNode node, Schema schema) {
    double rows = node.getCluster().getMetadataQuery().getRowCount(node);
    return new Estimate(rows, rows * width(schema));
  }

  static double width(Schema schema) {
    double width = 0;
    for (Field field : schema.fields()) {
      width += width(field.type());
    }
    return Math.max(1, width);
  }

  private static double width(DataType type) {
    return switch (type.storage()) {
      case BOOLEAN -> 1;
      case INT, FLOAT -> 4;
      case LONG, DOUBLE -> 8;
      case INT128 -> 16;
      case TEXT ->
          type instanceof DataType.Varchar v
              ? Math.min(TEXT_BYTES, 8 + v.length() / 2.0)
              : TEXT_BYTES;
    };
  }
}
