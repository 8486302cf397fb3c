package io.sheaf.cli;

import java.util.Locale;
import java.util.Optional;

/** How results are written. */
enum ResultFormat {
  TABLE,
  CSV,
  JSON,
  MARKDOWN;

  /** The format of a name as users write it, in any case. */
  static Optional<ResultFormat> of(String name) {
    for (ResultFormat format : values()) {
      if (format.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Whether a program reads it, so that nothing but the result may be on standard output. */
  boolean isForMachines() {
    return this != TABLE;
  }
}
