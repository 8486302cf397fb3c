package io.sheaf.engine.expression.text;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.TextOutput;
import io.sheaf.engine.expression.kernel.ValueErrors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** REGEXP_LIKE and REGEXP_REPLACE by java.util.regex. */
final class RegexKernel implements Kernel {
  private final boolean replace;
  private final Scratch scratch = new Scratch();
  private final TextInput text = new TextInput();
  private final TextInput pattern = new TextInput();
  private final TextInput replacement = new TextInput();
  private final TextOutput output;
  private String compiledFrom;
  private Matcher matcher;

  RegexKernel(boolean replace, DataType type) {
    this.replace = replace;
    this.output = replace ? new TextOutput(type) : null;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    byte[] out = replace ? null : scratch.booleans(n);
    text.reset(args[0]);
    pattern.reset(args[1]);
    if (replace) {
      replacement.reset(args[2]);
      output.start(n);
    }
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      text.at(row);
      pattern.at(row);
      prepare();
      matcher.reset(text.string());
      if (replace) {
        replacement.at(row);
        output.append(replaced(replacement.string()));
        output.end(row);
      } else {
        out[row] = (byte) (found() ? 1 : 0);
      }
    }
    return replace ? output.column(validity) : new BooleanColumn(Simple.BOOLEAN, out, validity);
  }

  private void prepare() {
    String source = pattern.string();
    if (source.equals(compiledFrom)) {
      return;
    }
    try {
      matcher = Pattern.compile(source).matcher("");
      compiledFrom = source;
    } catch (PatternSyntaxException e) {
      throw ValueErrors.invalid(
          "'" + source + "' is not a regular expression: " + e.getDescription());
    }
  }

  private boolean found() {
    try {
      return matcher.find();
    } catch (StackOverflowError e) {
      throw tooComplex();
    }
  }

  private String replaced(String by) {
    try {
      StringBuilder out = new StringBuilder();
      long references = by.chars().filter(c -> c == '$').count();
      while (matcher.find()) {
        output.checkLength(out.length() + by.length() + references * longestGroup());
        matcher.appendReplacement(out, by);
      }
      return matcher.appendTail(out).toString();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw ValueErrors.invalid("'" + by + "' is not a replacement: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw tooComplex();
    }
  }

  private int longestGroup() {
    int longest = 0;
    for (int group = 0; group <= matcher.groupCount(); group++) {
      longest = Math.max(longest, matcher.end(group) - matcher.start(group));
    }
    return longest;
  }

  private SheafException tooComplex() {
    return ValueErrors.invalid(
        "the regular expression '" + compiledFrom + "' needs too much stack for a text");
  }
}
