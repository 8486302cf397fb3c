package io.sheaf.engine.stage;

import io.sheaf.columnar.Schema;
import io.sheaf.engine.operator.ChainSource;
import io.sheaf.engine.pipeline.Pipeline;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.pipeline.PipelineStep;
import java.util.ArrayList;
import java.util.List;

/**
 * A pipeline without its end, while it is being compiled: grows by steps, then either becomes a
 * {@link Pipeline} or an input of a union. For one thread.
 */
final class Chain {
  private final PipelineSource source;
  private final StringBuilder name;
  private final List<PipelineStep> steps = new ArrayList<>();
  private final List<PipelineSink> reads = new ArrayList<>();
  private final Runnable stop;

  /**
   * @param stop ends the source early, when nobody wants more rows
   */
  Chain(String name, PipelineSource source, Runnable stop) {
    this.name = new StringBuilder(name);
    this.source = source;
    this.stop = stop;
  }

  Chain step(String stepName, PipelineStep step) {
    steps.add(step);
    name.append(" > ").append(stepName);
    return this;
  }

  /** Says that the chain reads what this sink has gathered. */
  Chain reading(PipelineSink sink) {
    reads.add(sink);
    return this;
  }

  Chain reading(List<PipelineSink> sinks) {
    reads.addAll(sinks);
    return this;
  }

  Schema schema() {
    return steps.isEmpty() ? source.schema() : steps.getLast().schema();
  }

  List<PipelineSink> reads() {
    return reads;
  }

  String name() {
    return name.toString();
  }

  Runnable stop() {
    return stop;
  }

  PipelineSource asSource() {
    return steps.isEmpty() ? source : new ChainSource(source, steps);
  }

  Pipeline into(String sinkName, PipelineSink sink) {
    return new Pipeline(name + " > " + sinkName, source, steps, sink, reads);
  }
}
