package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.columnar.SheafException;
import java.util.Optional;

/** The cause of a {@link SheafException}: rows of another task cannot be had. */
public final class FetchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Source source;

  private FetchFailure(Source source, Throwable cause) {
    super(cause);
    this.source = source;
  }

  /** The failure of a task that could not read this. */
  static SheafException of(Source source, Throwable why) {
    return SheafException.external(
        "FETCH_FAILED",
        "cannot read "
            + source.block()
            + " from "
            + source.address().host()
            + ":"
            + source.address().port()
            + ": "
            + why.getMessage(),
        new FetchFailure(source, why));
  }

  /** What could not be read, when that is why something failed. */
  public static Optional<Source> source(SheafException failure) {
    return failure.getCause() instanceof FetchFailure fetch
        ? Optional.of(fetch.source)
        : Optional.empty();
  }
}
