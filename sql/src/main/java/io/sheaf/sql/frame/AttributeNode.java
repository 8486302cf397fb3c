package io.sheaf.sql.frame;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

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

  /** The columns that an expression names, as often as it does; those of sub-queries left aside. */
  static List<Attribute> in(SqlNode expression) {
    List<Attribute> found = new ArrayList<>();
    expression.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier id) {
            if (id instanceof AttributeNode node) {
              found.add(node.attribute);
            }
            return null;
          }
        });
    return found;
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return this;
  }
}
