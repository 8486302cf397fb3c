package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.engine.usercode.CodeBytes;
import java.io.IOException;
import java.io.NotSerializableException;

/** Lambdas on their way from the program. */
final class Closure {
  private Closure() {}

  /**
   * The lambda with a copy of all that it captures, as it is now: what the program changes later is
   * not seen.
   *
   * @throws SheafException (USER) when it cannot be sent, with what it is that cannot
   */
  static <F> F frozen(CallSite site, F lambda) {
    try {
      byte[] bytes = CodeBytes.write(lambda);
      @SuppressWarnings("unchecked") // a copy is of the same class
      F copy = (F) CodeBytes.read(bytes, Object.class);
      return copy;
    } catch (NotSerializableException e) {
      throw unsendable(site, Captured.culprit(lambda, e.getMessage()));
    } catch (IOException e) {
      throw unsendable(site, e.toString());
    }
  }

  private static SheafException unsendable(CallSite site, String why) {
    return SheafException.user(
        "LAMBDA_NOT_SENDABLE", site + ": the lambda cannot be sent to where the data is: " + why);
  }
}
