package io.sheaf.engine.expression.text;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.TextOutput;

/** CONCAT, which is NULL when an argument is, and CONCAT_SKIP_NULLS, which is not. */
final class ConcatKernel implements Kernel {
  private final boolean skipNulls;
  private final Scratch scratch = new Scratch();
  private final TextOutput output;
  private TextInput[] inputs = {};

  ConcatKernel(boolean skipNulls, DataType type) {
    this.skipNulls = skipNulls;
    this.output = new TextOutput(type);
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    if (inputs.length == 0) {
      inputs = new TextInput[args.length];
      for (int i = 0; i < args.length; i++) {
        inputs[i] = new TextInput();
      }
    }
    for (int i = 0; i < args.length; i++) {
      inputs[i].reset(args[i]);
    }
    long[] validity = skipNulls ? null : scratch.strict(args, n);
    output.start(n);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      for (int i = 0; i < args.length; i++) {
        if (!skipNulls || !args[i].isNull(row)) {
          TextInput input = inputs[i];
          input.at(row);
          output.append(input.data, input.offset, input.length);
        }
      }
      output.end(row);
    }
    return output.column(validity);
  }
}
