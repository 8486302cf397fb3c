package io.sheaf.engine.expression.library;

import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.LibraryFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Functions of regular expressions; the last one used is kept. */
final class Expressions implements RowFunction {
  private final LibraryFunction function;
  private String source;
  private Pattern pattern;

  Expressions(LibraryFunction function) {
    this.function = function;
  }

  @Override
  public Object apply(Object[] args) {
    String text = (String) args[0];
    Matcher matcher = pattern((String) args[1]).matcher(text);
    return switch (function) {
      case REGEXP_COUNT -> matcher.results().count();
      case REGEXP_FULL_MATCH -> matcher.matches();
      case REGEXP_INSTR -> matcher.find() ? (long) text.codePointCount(0, matcher.start()) + 1 : 0L;
      case REGEXP_SUBSTR -> matcher.find() ? matcher.group() : null;
      default -> extract(matcher, args.length > 2 ? (Long) args[2] : 0);
    };
  }

  private static String extract(Matcher matcher, long group) {
    if (group < 0 || group > matcher.groupCount()) {
      throw ValueErrors.invalid(
          "there is no group " + group + " in '" + matcher.pattern().pattern() + "'");
    }
    String found = matcher.find() ? matcher.group((int) group) : null;
    return found == null ? "" : found;
  }

  private Pattern pattern(String wanted) {
    if (!wanted.equals(source)) {
      try {
        pattern = Pattern.compile(wanted);
        source = wanted;
      } catch (PatternSyntaxException e) {
        throw ValueErrors.invalid("bad regular expression '" + wanted + "': " + e.getDescription());
      }
    }
    return pattern;
  }
}
