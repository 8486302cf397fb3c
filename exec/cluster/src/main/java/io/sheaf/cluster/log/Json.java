package io.sheaf.cluster.log;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of JSON that event logs are made of: objects, arrays, strings and whole numbers, as
 * {@link Map}, {@link List}, {@link String} and {@link Long}.
 */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static String print(Object value) {
    StringBuilder out = new StringBuilder();
    print(value, out);
    return out.toString();
  }

  private static void print(Object value, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(before);
          print(entry.getKey(), out);
          out.append(':');
          print(entry.getValue(), out);
          before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
      }
      case List<?> list -> {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
          out.append(i == 0 ? "" : ",");
          print(list.get(i), out);
        }
        out.append(']');
      }
      case Number number -> out.append(number.longValue());
      default -> JsonText.quote(value.toString(), out);
    }
  }

  /**
   * @throws SheafException (EXTERNAL) when the text is anything else
   */
  static Object parse(String text) {
    Json json = new Json(text);
    try {
      Object value = json.value();
      if (json.at == text.length()) {
        return value;
      }
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw damaged(e);
    }
    throw damaged(null);
  }

  static SheafException damaged(Throwable cause) {
    return SheafException.external("LOG_DAMAGED", "a line of an event log is damaged", cause);
  }

  private Object value() {
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (boolean more = opens('}'); more; more = goesOn('}')) {
      String key = string();
      take(':');
      map.put(key, value());
    }
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    for (boolean more = opens(']'); more; more = goesOn(']')) {
      list.add(value());
    }
    return list;
  }

  /** Takes what opens a group; false when it is empty, and over. */
  private boolean opens(char end) {
    at++;
    if (text.charAt(at) == end) {
      at++;
      return false;
    }
    return true;
  }

  private boolean goesOn(char end) {
    char next = text.charAt(at++);
    if (next != ',' && next != end) {
      throw damaged(null);
    }
    return next == ',';
  }

  private void take(char wanted) {
    if (text.charAt(at++) != wanted) {
      throw damaged(null);
    }
  }

  private String string() {
    take('"');
    StringBuilder out = new StringBuilder();
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      if (c != '\\') {
        out.append(c);
      } else if (text.charAt(at) == 'u') {
        out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
        at += 5;
      } else {
        char escaped = text.charAt(at++);
        out.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> escaped;
            });
      }
    }
    return out.toString();
  }

  private Long number() {
    int start = at;
    while (at < text.length() && (text.charAt(at) == '-' || Character.isDigit(text.charAt(at)))) {
      at++;
    }
    return Long.valueOf(text.substring(start, at));
  }
}
