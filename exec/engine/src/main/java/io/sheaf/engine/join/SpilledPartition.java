package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.SpillFile;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The rows of both inputs with some hash values, on disk; owned by the stream that joins them.
 *
 * @param build null when there are no such rows
 * @param probe null when there are no such rows
 * @param level how often the rows have been cut by hash
 * @param divisible whether cutting them once more may help
 */
record SpilledPartition(SpillFile build, SpillFile probe, int level, boolean divisible)
    implements AutoCloseable {

  long buildRows() {
    return build == null ? 0 : build.rows();
  }

  long probeRows() {
    return probe == null ? 0 : probe.rows();
  }

  /** Whether nothing can come out. */
  boolean isEmpty(JoinShape shape) {
    return buildRows() == 0 && shape.emptyBuildEmptyOutput()
        || probeRows() == 0 && shape.emptyProbeEmptyOutput();
  }

  BatchStream readProbe() {
    return read(probe);
  }

  BatchStream readBuild() {
    return read(build);
  }

  private static BatchStream read(SpillFile file) {
    return file == null ? new NoRows() : file.read();
  }

  @Override
  public void close() {
    Closing.all(Stream.of(build, probe).filter(Objects::nonNull).toList(), SpillFile::close);
  }

  private record NoRows() implements BatchStream {
    @Override
    public Schema schema() {
      return Schema.EMPTY;
    }

    @Override
    public Batch next() {
      return null;
    }

    @Override
    public void close() {}
  }
}
