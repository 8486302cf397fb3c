package io.sheaf.connector;

import java.util.regex.Pattern;

/**
 * A file at one version.
 *
 * @param path absolute path or URI
 * @param version changes when the content may have changed (size and time, ETag)
 */
public record FileInfo(String path, long sizeBytes, String version) {
  /**
   * Follows the version of a file that was written a moment ago; the number behind it is another
   * one at each look, as a change might not show.
   */
  public static final String SEEN = "-seen-";

  private static final Pattern URL = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER =
      Pattern.compile("^(https?://)[^/@]*@", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOK = Pattern.compile(SEEN + "-?\\d+");

  /** A path or URL for people: without what a URL is signed with, and without a user in it. */
  public static String shown(String path) {
    String bare = withoutQuery(path);
    String shown = bare.length() == path.length() ? path : bare + "?...";
    return USER.matcher(shown).replaceFirst("$1");
  }

  /** A path, or what comes before the question mark of a URL. */
  static String withoutQuery(String path) {
    int query = path.indexOf('?');
    return query >= 0 && URL.matcher(path).lookingAt() ? path.substring(0, query) : path;
  }

  /**
   * What different JVMs can compare of versions that they saw at about the same time: files of a
   * moment ago are taken to be the same while nothing shows that they are not.
   */
  public static String withoutLooks(String version) {
    return LOOK.matcher(version).replaceAll("");
  }
}
