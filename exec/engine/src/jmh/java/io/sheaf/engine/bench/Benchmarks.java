package io.sheaf.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints each score beside the saved one: {@code Benchmarks BASELINE
 * compare|save REGEX}; {@code save} puts the scores of what was run into the baseline.
 */
public final class Benchmarks {
  private static final String UNIT = CalibrationBenchmark.class.getName() + ".scattered";

  private Benchmarks() {}

  public static void main(String[] args) throws IOException, RunnerException {
    boolean save = args[1].equals("save");
    Path file = Path.of(args[0]);
    OptionsBuilder options = new OptionsBuilder();
    options.include(UNIT);
    options.include(args[2]);
    options.mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS);
    options.shouldFailOnError(true).forks(1).warmupIterations(2).measurementIterations(3);
    options.warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1));
    TreeMap<String, Baseline.Score> scores = new TreeMap<>();
    for (RunResult run : new Runner(options.build()).run()) {
      Result<?> result = run.getPrimaryResult();
      scores.put(name(run.getParams()), new Baseline.Score(result.getScore(), spread(result)));
    }
    Baseline now = new Baseline(scores, UNIT);
    if (save) {
      (Files.exists(file) ? Baseline.read(file, UNIT).with(now) : now).write(file);
    }
    System.out.print(Baseline.read(file, UNIT).compare(now));
  }

  /** Half the width of the measured range; JMH's own confidence interval needs more iterations. */
  private static double spread(Result<?> result) {
    return (result.getStatistics().getMax() - result.getStatistics().getMin()) / 2;
  }

  private static String name(BenchmarkParams params) {
    StringBuilder name = new StringBuilder(params.getBenchmark());
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(key).append('=').append(params.getParam(key));
    }
    return name.toString();
  }
}
