package io.sheaf.columnar.conf;

import io.sheaf.columnar.SheafException;

/** A port of a host, as {@code HOST:PORT}. Immutable. */
public record HostPort(String host, int port) {
  private static final int MOST = 65_535;

  /**
   * @param what is told in the error
   * @throws SheafException (USER) when the text is none
   */
  public static HostPort parse(String what, String text) {
    int colon = text.lastIndexOf(':');
    if (!text.matches("\\S+:\\d{1,5}") || Integer.parseInt(text.substring(colon + 1)) > MOST) {
      throw SheafException.user(
          "BAD_SETTING",
          what + " takes HOST:PORT with a port of at most " + MOST + ", not '" + text + "'");
    }
    return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** As it is written: {@code HOST:PORT}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
