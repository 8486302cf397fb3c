package io.sheaf.engine.usercode;

import io.sheaf.columnar.BatchStream;
import java.io.Serializable;
import java.util.List;

/** What a {@code UserCode} node holds. Each partition gets a copy of its own, for one thread. */
public interface UserFunction extends Serializable {
  /**
   * Opens the rows of a partition.
   *
   * @param inputs the partition's rows of each input, closed by the caller after the result
   */
  BatchStream open(UserTask task, List<BatchStream> inputs);
}
