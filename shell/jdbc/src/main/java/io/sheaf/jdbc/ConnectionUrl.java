package io.sheaf.jdbc;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A parsed {@code jdbc:sheaf:} URL: settings follow behind semicolons, as in {@code
 * jdbc:sheaf:;threads=2;memory=10GB}.
 *
 * @param settings those of the URL and of the properties; the URL's win
 */
record ConnectionUrl(Map<String, String> settings) {
  static final String PREFIX = "jdbc:sheaf:";

  /** What tools put among the properties of every connection and no setting is meant by. */
  private static final java.util.Set<String> IGNORED = java.util.Set.of("user", "password");

  private static final Pattern SECRET =
      Pattern.compile("([^;=]*(?:secret|token)[^;=]*)=[^;]*", Pattern.CASE_INSENSITIVE);

  ConnectionUrl {
    settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  static boolean accepts(String url) {
    return url != null && url.startsWith(PREFIX);
  }

  /** The URL without what nobody may see. */
  static String shown(String url) {
    return SECRET.matcher(String.valueOf(url)).replaceAll("$1=***");
  }

  static ConnectionUrl parse(String url, Properties properties) throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    if (properties != null) {
      for (String key : properties.stringPropertyNames()) {
        if (!IGNORED.contains(key)) {
          settings.put(key, properties.getProperty(key));
        }
      }
    }
    if (!accepts(url)) {
      throw new SQLException("this is no URL of Sheaf: " + shown(url), "08001");
    }
    String rest = url.substring(PREFIX.length());
    if (!rest.isEmpty() && !rest.startsWith(";")) {
      throw new SQLException(
          rest.startsWith("//")
              ? "remote connections are not supported yet: " + shown(url)
              : "bad URL " + shown(url) + ": settings start with ';', as in jdbc:sheaf:;threads=2",
          "08001");
    }
    for (String part : rest.split(";")) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new SQLException(
            "bad URL " + shown(url) + ": '" + part + "' is not key=value", "08001");
      }
      settings.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return new ConnectionUrl(settings);
  }
}
