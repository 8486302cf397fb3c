package io.sheaf.columnar;

import java.util.Objects;

/**
 * The one exception that crosses module borders: every failure carries a blame, a stable code and a
 * message fit for the person who is blamed. Only {@link Blame#BUG} is ever shown with its stack
 * trace.
 */
public final class SheafException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who can do something about a failure. */
  public enum Blame {
    /** The statement, the setting or the data that the user gave is wrong. */
    USER,
    /** A limit was reached: memory, disk, time. The message names the setting that raises it. */
    RESOURCE,
    /** Something outside the engine failed: a disk, a store, a peer. */
    EXTERNAL,
    /** The engine itself is wrong. */
    BUG
  }

  private final Blame blame;
  private final String code;

  public SheafException(Blame blame, String code, String message) {
    this(blame, code, message, null);
  }

  public SheafException(Blame blame, String code, String message, Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.blame = Objects.requireNonNull(blame);
    this.code = Objects.requireNonNull(code);
  }

  public static SheafException user(String code, String message) {
    return new SheafException(Blame.USER, code, message);
  }

  public static SheafException resource(String code, String message) {
    return new SheafException(Blame.RESOURCE, code, message);
  }

  public static SheafException external(String code, String message, Throwable cause) {
    return new SheafException(Blame.EXTERNAL, code, message, cause);
  }

  public static SheafException bug(String message) {
    return new SheafException(Blame.BUG, "INTERNAL", message);
  }

  public Blame blame() {
    return blame;
  }

  /** A stable upper-case word, such as {@code DIVISION_BY_ZERO}. */
  public String code() {
    return code;
  }
}
