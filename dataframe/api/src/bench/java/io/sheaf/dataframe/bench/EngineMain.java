package io.sheaf.dataframe.bench;

import java.io.PrintStream;

/**
 * The process of one engine: runs programs, several times each, and prints a line of program,
 * seconds and answer for each run but the first.
 */
final class EngineMain {
  private EngineMain() {}

  /**
   * @param args engine, folder of the input, threads, runs, names of programs
   */
  public static void main(String[] args) {
    PrintStream lines = System.out;
    System.setOut(System.err); // what an engine prints is no result
    int threads = Integer.parseInt(args[2]);
    int runs = Integer.parseInt(args[3]);
    try (Programs programs = open(args[0], args[1], threads)) {
      for (int i = 4; i < args.length; i++) {
        Program program = Program.valueOf(args[i]);
        for (int run = 0; run <= runs; run++) {
          long start = System.nanoTime();
          long answer = programs.run(program);
          double seconds = (System.nanoTime() - start) / 1e9;
          if (run > 0) {
            lines.println(program + " " + seconds + " " + answer);
          }
        }
      }
    }
    System.exit(0); // engines leave threads behind
  }

  private static Programs open(String engine, String folder, int threads) {
    return engine.equals("spark")
        ? new SparkPrograms(folder, threads)
        : new SheafPrograms(folder, threads);
  }
}
