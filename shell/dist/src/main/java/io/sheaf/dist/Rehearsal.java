package io.sheaf.dist;

import io.sheaf.cli.ShellMain;
import io.sheaf.cluster.worker.WorkerMain;
import io.sheaf.tpch.TpchMain;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/**
 * What is recorded for the ahead-of-time cache: the classes that ordinary queries load, and how
 * their methods behave. TPC-H at a small scale by the session, by a worker that joins it, then the
 * shell by its driver.
 */
public final class Rehearsal {
  private static final String SCALE = "0.01";
  private static final int ROUNDS = 3;

  private Rehearsal() {}

  /**
   * Exits with 0 when everything went well. The environment holds a secret for the worker.
   *
   * @param words an empty folder for data, and a file of statements for the shell
   */
  public static void main(String[] words) throws Exception {
    String data = Path.of(words[0], "tpch").toString();
    tpch("generate", "--scale", SCALE, "--data", data);
    tpch("run", "--scale", SCALE, "--data", data, "--runs", Integer.toString(ROUNDS));
    withWorker(data);
    ShellMain.main(new String[] {"--file", words[1]});
  }

  /** Driver and worker are one JVM here, so that one cache serves both. */
  private static void withWorker(String data) throws IOException, InterruptedException {
    String address = "127.0.0.1:" + freePort();
    Thread worker =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    WorkerMain.work(
                        List.of("--driver", address, "--threads", "2"), System.getenv());
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    String runs = Integer.toString(ROUNDS);
    String listen = "cluster.listen=" + address;
    tpch("run", "--scale", SCALE, "--data", data, "--runs", runs, "--set", listen);
    worker.join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private static void tpch(String... words) {
    PrintStream log = System.err;
    int code = TpchMain.run(List.of(words), log, log);
    if (code != 0) {
      System.exit(code);
    }
  }
}
