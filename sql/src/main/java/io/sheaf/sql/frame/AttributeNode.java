package io.sheaf.sql.frame;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A resolved column in a syntax tree; {@link Rendering} puts the name that it has there. */
final class AttributeNode extends SqlIdentifier {
  private static final long serialVersionUID = 1L;

  private final transient Attribute attribute;

  AttributeNode(Attribute attribute) {
    super(attribute.name().isEmpty() ? " " : attribute.name(), SqlParserPos.ZERO);
    this.attribute = attribute;
  }

  Attribute attribute() {
    return attribute;
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return this;
  }
}
