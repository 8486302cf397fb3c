package io.sheaf.engine.expression.library;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Functions of URLs. */
final class Urls {
  private Urls() {}

  static Object encode(Object[] args) {
    return URLEncoder.encode((String) args[0], StandardCharsets.UTF_8).replace("+", "%20");
  }

  static Object decode(Object[] args) {
    try {
      return URLDecoder.decode((String) args[0], StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return args[0];
    }
  }

  /** (url, part [, key of the query]); NULL where there is none. */
  static Object part(Object[] args) {
    try {
      URI url = new URI((String) args[0]);
      String query = url.getRawQuery();
      return switch (((String) args[1]).toUpperCase(Locale.ROOT)) {
        case "PROTOCOL" -> url.getScheme();
        case "HOST" -> url.getHost();
        case "PATH" -> url.getRawPath();
        case "QUERY" -> args.length > 2 ? value(query, (String) args[2]) : query;
        case "REF" -> url.getRawFragment();
        case "FILE" -> query == null ? url.getRawPath() : url.getRawPath() + "?" + query;
        case "AUTHORITY" -> url.getRawAuthority();
        case "USERINFO" -> url.getRawUserInfo();
        default -> null;
      };
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String value(String query, String key) {
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.startsWith(key + "=")) {
        return pair.substring(key.length() + 1);
      }
    }
    return null;
  }
}
