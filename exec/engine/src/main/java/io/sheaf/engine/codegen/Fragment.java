package io.sheaf.engine.codegen;

/** A generated loop, ready to run. Without state: any thread may run it. */
public interface Fragment {
  /**
   * Runs the loop.
   *
   * @param arrays as the {@link Loop} lists them
   * @param parameters as the loop lists them; doubles as their bits
   * @param rows the rows to look at, or null where the loop is dense
   * @param count how many rows
   * @param registers receives the loop's registers
   */
  void run(Object[] arrays, long[] parameters, int[] rows, int count, long[] registers);
}
