package io.sheaf.sql.frame;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Resolves the columns of an expression that was written as text. Sub-queries in it stand for
 * themselves. Places in the text are dropped: messages could not say in which text they are.
 */
final class TextColumns extends SqlShuttle {
  private final Inputs inputs;

  TextColumns(Inputs inputs) {
    this.inputs = inputs;
  }

  SqlNode in(SqlNode expression) {
    return expression.accept(this);
  }

  @Override
  public SqlNode visit(SqlIdentifier id) {
    String name = String.join(".", id.names);
    if (id.isStar()) {
      return id;
    }
    SqlNode context =
        id.isSimple() && !id.isComponentQuoted(0) ? ContextValues.of(id.getSimple()) : null;
    if (context != null && inputs.find(name).isEmpty()) {
      return context;
    }
    List<String> names = id.names;
    return new AttributeNode(
        inputs.named(names.size() == 1 ? names.getFirst() : names.getFirst() + "." + names.get(1)));
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (call.isA(SqlKind.QUERY)) {
      return call;
    }
    CallCopyingArgHandler copying = new CallCopyingArgHandler(call, true);
    call.getOperator().acceptCall(this, call, false, copying);
    return copying.result().clone(SqlParserPos.ZERO);
  }
}
