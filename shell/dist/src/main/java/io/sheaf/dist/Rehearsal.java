package io.sheaf.dist;

import io.sheaf.cli.ShellMain;
import io.sheaf.tpch.TpchMain;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What is recorded for the ahead-of-time cache: the classes that ordinary queries load, and how
 * their methods behave. TPC-H at a small scale by the session, then the shell by its driver.
 */
public final class Rehearsal {
  private static final String SCALE = "0.01";
  private static final int ROUNDS = 3;

  private Rehearsal() {}

  /**
   * Exits with 0 when everything went well.
   *
   * @param words an empty folder for data, and a file of statements for the shell
   */
  public static void main(String[] words) {
    String data = Path.of(words[0], "tpch").toString();
    tpch("generate", "--scale", SCALE, "--data", data);
    tpch("run", "--scale", SCALE, "--data", data, "--runs", Integer.toString(ROUNDS));
    ShellMain.main(new String[] {"--file", words[1]});
  }

  private static void tpch(String... words) {
    PrintStream log = System.err;
    int code = TpchMain.run(List.of(words), log, log);
    if (code != 0) {
      System.exit(code);
    }
  }
}
