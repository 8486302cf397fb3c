package io.sheaf.sql.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/**
 * Casts without being asked only between types of one kind, and literals: {@code d > '1995-01-01'}
 * is a comparison of dates, a text column against a number is an error.
 */
final class LiteralCoercion extends TypeCoercionImpl {
  private static final String TYPE_MISMATCH = "TYPE_MISMATCH";

  LiteralCoercion(RelDataTypeFactory types, SqlValidator validator) {
    super(types, validator);
  }

  @Override
  protected boolean coerceOperandType(
      SqlValidatorScope scope, SqlCall call, int index, RelDataType target) {
    SqlNode operand = call.operand(index);
    RelDataType from = scope == null ? null : validator.deriveType(scope, operand);
    if (from != null && !isAllowed(operand, from, target)) {
      return false;
    }
    return super.coerceOperandType(scope, call, index, target);
  }

  /** A text literal beside a date, number or truth value takes the other side's type. */
  @Override
  public boolean binaryComparisonCoercion(SqlCallBinding binding) {
    boolean coerced = false;
    for (int i = 1; i < binding.getOperandCount(); i++) {
      refuseMixture(binding, binding.operand(0), binding.operand(i));
    }
    if (binding.getOperandCount() == 2) {
      for (int i = 0; i < 2; i++) {
        RelDataType type = binding.getOperandType(i);
        RelDataType other = binding.getOperandType(1 - i);
        if (SqlTypeUtil.isCharacter(type)
            && !SqlTypeUtil.isCharacter(other)
            && !SqlTypeUtil.isNull(other)
            && SqlUtil.isLiteral(binding.operand(i))) {
          coerced |= coerceOperandType(binding.getScope(), binding.getCall(), i, other);
        }
      }
    }
    return coerced || super.binaryComparisonCoercion(binding);
  }

  @Override
  public boolean inOperationCoercion(SqlCallBinding binding) {
    if (binding.operand(1) instanceof SqlNodeList list) {
      for (SqlNode value : list) {
        refuseMixture(binding, binding.operand(0), value);
      }
    }
    return super.inOperationCoercion(binding);
  }

  /** A text column beside something that is no text: the query must say how to compare them. */
  private void refuseMixture(SqlCallBinding binding, SqlNode a, SqlNode b) {
    if (a.getKind() == SqlKind.ROW || b.getKind() == SqlKind.ROW || b.isA(SqlKind.QUERY)) {
      return;
    }
    RelDataType left = validator.deriveType(binding.getScope(), a);
    RelDataType right = validator.deriveType(binding.getScope(), b);
    if (left.isStruct()
        || right.isStruct()
        || SqlTypeUtil.isNull(left)
        || SqlTypeUtil.isNull(right)) {
      return;
    }
    boolean leftText = SqlTypeUtil.isCharacter(left);
    if (leftText != SqlTypeUtil.isCharacter(right)
        && !SqlUtil.isLiteral(leftText ? a : b)
        && (leftText ? a : b).getKind() != SqlKind.LITERAL_CHAIN) {
      SqlNode text = leftText ? a : b;
      String other = (leftText ? right : left).getSqlTypeName().getName();
      throw Refusal.at(text, TYPE_MISMATCH, "Text is not compared with " + other + "; use CAST");
    }
  }

  /** The columns of a set operation's sides: only literals change their kind. */
  @Override
  public boolean rowTypeCoercion(
      SqlValidatorScope scope, SqlNode query, int column, RelDataType target) {
    if (query instanceof SqlSelect select) {
      RelDataType row = validator.getNamespace(select).getRowType();
      SqlNode item = item(select, column, row.getFieldCount());
      refuseChange(item, row.getFieldList().get(column).getType(), target);
    } else if (query.getKind() == SqlKind.VALUES) {
      for (SqlNode row : ((SqlCall) query).getOperandList()) {
        SqlNode item = ((SqlCall) row).operand(column);
        refuseChange(item, validator.deriveType(scope, item), target);
      }
    }
    return super.rowTypeCoercion(scope, query, column, target);
  }

  private static void refuseChange(SqlNode item, RelDataType from, RelDataType target) {
    if (!isAllowed(SqlUtil.stripAs(item), from, target)) {
      String types = from.getSqlTypeName() + " and " + target.getSqlTypeName();
      boolean text = SqlTypeUtil.isCharacter(from) || SqlTypeUtil.isCharacter(target);
      throw Refusal.at(item, TYPE_MISMATCH, types + " are not mixed" + (text ? "; use CAST" : ""));
    }
  }

  /** What makes a column, or all of the query while that is hidden behind a star. */
  private static SqlNode item(SqlSelect select, int column, int columns) {
    SqlNodeList items = select.getSelectList();
    return items.size() == columns ? items.get(column) : select;
  }

  private static boolean isAllowed(SqlNode operand, RelDataType from, RelDataType target) {
    boolean literal = SqlUtil.isLiteral(operand) || operand.getKind() == SqlKind.LITERAL_CHAIN;
    return literal
        || SqlTypeUtil.isNull(from)
        || SqlTypeUtil.isCharacter(from) == SqlTypeUtil.isCharacter(target)
            && SqlTypeUtil.isBoolean(from) == SqlTypeUtil.isBoolean(target)
            && isTime(from) == isTime(target);
  }

  private static boolean isTime(RelDataType type) {
    return SqlTypeFamily.DATETIME.contains(type);
  }
}
