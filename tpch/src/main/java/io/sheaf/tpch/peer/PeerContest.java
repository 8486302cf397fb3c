package io.sheaf.tpch.peer;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.CommonOptions;
import io.sheaf.tpch.DataSet;
import io.sheaf.tpch.TpchQueries;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes engines run queries by turns, so that what disturbs the machine disturbs all of them. For
 * one thread.
 */
public final class PeerContest {
  private static final String SHEAF = "sheaf";

  private final DataSet tables;
  private final CommonOptions options;
  private final PrintStream log;

  /**
   * @param log where progress is told
   */
  public PeerContest(DataSet tables, CommonOptions options, PrintStream log) {
    this.tables = tables;
    this.options = options;
    this.log = log;
  }

  public Comparison run(List<Peer> peers, List<Integer> queries, int runs) {
    Map<String, PeerProcess> engines = new LinkedHashMap<>();
    Thread cleaner = new Thread(() -> engines.values().forEach(PeerProcess::close), "peer-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      engines.put(SHEAF, start(SHEAF, sheafCommand()));
      for (Peer peer : peers) {
        engines.put(peer.title(), start(peer.title(), command(peer)));
      }
      List<Comparison.Line> lines = new ArrayList<>();
      for (int query : queries) {
        log.println(TpchQueries.name(query));
        lines.add(measure(engines, query, runs));
      }
      return new Comparison(tables.scale(), runs, List.copyOf(engines.keySet()), lines);
    } finally {
      engines.values().forEach(PeerProcess::close);
      Runtime.getRuntime().removeShutdownHook(cleaner);
    }
  }

  private static Comparison.Line measure(Map<String, PeerProcess> engines, int query, int runs) {
    Map<String, Comparison.Cell> cells = new LinkedHashMap<>();
    engines.keySet().forEach(engine -> cells.put(engine, new Comparison.Cell(new ArrayList<>())));
    for (int run = 0; run < runs; run++) {
      for (String engine : engines.keySet()) {
        if (cells.get(engine).failure().isPresent()) {
          continue;
        }
        PeerProcess.Answer answer = engines.get(engine).run(query);
        if (answer.failure() == null) {
          cells.get(engine).seconds().add(answer.seconds());
        } else {
          cells.put(engine, Comparison.Cell.failed(answer.failure()));
        }
      }
    }
    return new Comparison.Line(query, cells);
  }

  private PeerProcess start(String title, List<String> command) {
    Path logs = DataSet.cache().resolve("peers");
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PeerProcess(title, command, logs.resolve(title + ".log"));
  }

  /** Started as this process was. */
  private List<String> sheafCommand() {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(arguments(SHEAF));
    options
        .settings()
        .forEach(
            (key, value) -> {
              if (!key.equals("threads")) {
                command.add(key + "=" + value);
              }
            });
    return command;
  }

  private List<String> command(Peer peer) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(peer.javaFlags());
    String ours = placeOf(PeerMain.class) + File.pathSeparator + placeOf(SheafException.class);
    String jars = PeerJars.folder(peer, log) + File.separator + "*";
    command.addAll(List.of("-cp", ours + File.pathSeparator + jars));
    command.addAll(arguments(peer.title()));
    return command;
  }

  private List<String> arguments(String title) {
    int threads = options.threads().orElse(Runtime.getRuntime().availableProcessors());
    return List.of(
        PeerMain.class.getName(),
        title,
        tables.scale().toPlainString(),
        Path.of(tables.folder()).toAbsolutePath().toString(),
        String.valueOf(threads));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String placeOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
