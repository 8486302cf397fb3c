package io.sheaf.sql.frame;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A relation in an expression; {@link Rendering} puts its query there. */
final class RelationNode extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("RELATION", SqlKind.OTHER);

  private final Relation relation;

  RelationNode(Relation relation) {
    super(SqlParserPos.ZERO);
    this.relation = relation;
  }

  Relation relation() {
    return relation;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return this;
  }

  @Override
  public void unparse(SqlWriter writer, int left, int right) {
    writer.print("(query)");
  }
}
