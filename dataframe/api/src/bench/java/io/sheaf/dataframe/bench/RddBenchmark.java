package io.sheaf.dataframe.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs programs by Spark and by Sheaf and prints the medians, {@code RddBenchmark FOLDER THREADS
 * RUNS REGEX}: of the programs whose names the expression fits, over files in a folder, which are
 * made first. Ends with an error where answers differ.
 */
public final class RddBenchmark {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx8g",
          "-Xss4m",
          "-XX:+UseParallelGC",
          "-XX:+UseTransparentHugePages",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** What Spark's own launcher opens. */
  private static final List<String> SPARK_OPENS =
      Stream.of(
              "java.base/java.lang",
              "java.base/java.lang.invoke",
              "java.base/java.lang.reflect",
              "java.base/java.io",
              "java.base/java.net",
              "java.base/java.nio",
              "java.base/java.util",
              "java.base/java.util.concurrent",
              "java.base/java.util.concurrent.atomic",
              "java.base/jdk.internal.ref",
              "java.base/sun.nio.ch",
              "java.base/sun.nio.cs",
              "java.base/sun.security.action",
              "java.base/sun.util.calendar")
          .map(opened -> "--add-opens=" + opened + "=ALL-UNNAMED")
          .toList();

  /**
   * @param answer the same in each run
   */
  private record Score(Program program, double seconds, long answer) {}

  private RddBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]).toAbsolutePath();
    Inputs.make(folder);
    Pattern wanted = Pattern.compile(args[3], Pattern.CASE_INSENSITIVE);
    double logs = 0;
    int programs = 0;
    System.out.printf("%-15s %8s %8s %8s%n", "", "Spark", "Sheaf", "ratio");
    for (Program program : Program.values()) {
      if (wanted.matcher(program.name()).matches()) {
        Score spark = median("spark", SPARK_OPENS, args, folder, program);
        Score sheaf = median("sheaf", List.of(), args, folder, program);
        if (spark.answer() != sheaf.answer()) {
          throw new IllegalStateException(program + " differs: " + spark + ", " + sheaf);
        }
        double ratio = spark.seconds() / sheaf.seconds();
        logs += Math.log(ratio);
        programs++;
        print(program.name(), spark.seconds(), sheaf.seconds(), ratio);
      }
    }
    System.out.printf(Locale.ROOT, "%-33s %8.2f%n", "geometric mean", Math.exp(logs / programs));
  }

  private static void print(String name, double spark, double sheaf, double ratio) {
    System.out.printf(Locale.ROOT, "%-15s %7.2fs %7.2fs %8.2f%n", name, spark, sheaf, ratio);
  }

  private static Score median(
      String engine, List<String> flags, String[] args, Path folder, Program program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EngineMain.class.getName(), engine, folder.toString()));
    command.addAll(List.of(args[1], args[2], program.name()));
    Path log = folder.resolve(engine + ".log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    List<Score> scores = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().map(RddBenchmark::score).forEach(scores::add);
    }
    if (process.waitFor() != 0 || scores.isEmpty()) {
      throw new IllegalStateException(engine + " failed; see " + log);
    }
    if (scores.stream().mapToLong(Score::answer).distinct().count() != 1) {
      throw new IllegalStateException(engine + " gives several answers: " + scores);
    }
    double[] seconds = scores.stream().mapToDouble(Score::seconds).sorted().toArray();
    return new Score(program, seconds[seconds.length / 2], scores.getFirst().answer());
  }

  private static Score score(String line) {
    List<String> fields = Arrays.asList(line.split(" "));
    return new Score(
        Program.valueOf(fields.get(0)),
        Double.parseDouble(fields.get(1)),
        Long.parseLong(fields.get(2)));
  }
}
