package io.sheaf.engine.pipeline;

import java.util.List;

/**
 * A source, the steps that its batches stream through, and the sink that takes them. Description
 * only; {@link PipelineRunner} drives it, once.
 *
 * @param name for messages and EXPLAIN, e.g. {@code "Scan > Filter > Aggregate"}
 * @param reads sinks of earlier pipelines whose results this one reads
 */
public record Pipeline(
    String name,
    PipelineSource source,
    List<PipelineStep> steps,
    PipelineSink sink,
    List<PipelineSink> reads) {
  public Pipeline {
    steps = List.copyOf(steps);
    reads = List.copyOf(reads);
  }
}
