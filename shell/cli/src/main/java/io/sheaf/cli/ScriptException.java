package io.sheaf.cli;

import java.io.IOException;

/** A script cannot be read; the message says which one and why. */
final class ScriptException extends IOException {
  private static final long serialVersionUID = 1;

  ScriptException(String message, Exception cause) {
    super(message, cause);
  }
}
