package io.sheaf.connector;

import java.util.regex.Pattern;

/**
 * A path pattern: {@code *} and {@code ?} within one name, {@code **} over any number of folders,
 * {@code [a-z]}, {@code [!a-z]} and {@code {one,other}}; a backslash takes the next character as it
 * is. Names that start with {@code .} or {@code _} match only a pattern that spells such a name
 * out.
 *
 * @param root the folder before the first name with a pattern in it
 * @param below what paths below the root, written relative to it, must match
 * @param hidden whether hidden names take part
 * @param depth how many folders deep a match can lie
 */
public record Glob(String root, Pattern below, boolean hidden, int depth) {

  /** Whether the text has any pattern character. */
  public static boolean isGlob(String path) {
    for (int i = 0; i < path.length(); i++) {
      if ("*?[{".indexOf(path.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * @throws IllegalArgumentException when a bracket or brace is not closed
   */
  public static Glob of(String path) {
    int first = 0;
    while ("*?[{".indexOf(path.charAt(first)) < 0) {
      first++;
    }
    int slash = path.lastIndexOf('/', first);
    String rest = path.substring(slash + 1);
    String root = slash < 0 ? "" : path.substring(0, Math.max(slash, 1));
    int depth =
        rest.contains("**")
            ? Integer.MAX_VALUE
            : (int) rest.chars().filter(c -> c == '/').count() + 1;
    boolean hidden = ("/" + rest).matches(".*/[._].*");
    return new Glob(root, Pattern.compile(regex(rest)), hidden, depth);
  }

  private static String regex(String glob) {
    StringBuilder out = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean twice = glob.startsWith("**", i);
          if (twice && glob.startsWith("**/", i) && (i == 0 || glob.charAt(i - 1) == '/')) {
            out.append("(?:.*/)?");
            i += 2;
          } else {
            out.append(twice ? ".*" : "[^/]*");
            i += twice ? 1 : 0;
          }
        }
        case '?' -> out.append("[^/]");
        case '[' -> i = set(glob, i, out);
        case '{' -> {
          braces++;
          out.append("(?:");
        }
        case '}' -> {
          if (braces == 0) {
            out.append("\\}");
          } else {
            braces--;
            out.append(')');
          }
        }
        case ',' -> out.append(braces > 0 ? "|" : ",");
        case '\\' -> out.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
        default -> out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    if (braces > 0) {
      throw new IllegalArgumentException("'{' is not closed");
    }
    return out.toString();
  }

  /** Appends a character set and returns the position of its closing bracket. */
  private static int set(String glob, int open, StringBuilder out) {
    int close = glob.indexOf(']', open + 2);
    if (close < 0) {
      throw new IllegalArgumentException("'[' is not closed");
    }
    String inside = glob.substring(open + 1, close);
    out.append("(?!/)[");
    if (inside.startsWith("!") || inside.startsWith("^")) {
      out.append('^');
      inside = inside.substring(1);
    }
    for (char c : inside.toCharArray()) {
      out.append("[]\\^&".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    out.append(']');
    return close;
  }
}
