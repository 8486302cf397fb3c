package io.sheaf.cluster.worker;

import io.sheaf.cluster.wire.Secret;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.CommonOptions;
import io.sheaf.columnar.conf.HostPort;
import io.sheaf.columnar.values.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line and the environment ask of a worker. Immutable.
 *
 * @param slots how many tasks run at a time
 * @param memoryBytes what all tasks together may hold
 * @param timing how often it says that it is alive, and how long it waits for the driver to do so
 */
record WorkerOptions(
    HostPort driver, Trust trust, int slots, long memoryBytes, Place place, Timing timing) {

  /** How driver and workers know each other; {@code certificates}: a folder, to encrypt lines. */
  record Trust(Secret secret, Optional<Path> certificates) {}

  /**
   * Where it is on its machine.
   *
   * @param health where requests about its health are answered, as HOST:PORT
   * @param quiet whether it tells nobody there what becomes of it
   */
  record Place(Path tempDirectory, Optional<String> health, boolean quiet) {}

  /** In milliseconds. */
  record Timing(long heartbeatMillis, long patienceMillis) {
    static final Timing USUAL = new Timing(500, 30_000);
  }

  static final String HELP =
      """
      Usage: sheaf worker --driver HOST:PORT [options]

      Computes what the Sheaf at that address asks for, until it is gone. The environment variable
      SHEAF_SECRET holds the secret that both know. --set knows cluster.tls=FOLDER, which has lines
      encrypted, health.listen=HOST:PORT, where HTTP requests for /live and /ready are answered, and
      temp.directory=FOLDER. It says on stderr when it waits, joins and leaves; --quiet leaves that out.

      """
          + CommonOptions.HELP;

  private static final String SECRET = "SHEAF_SECRET";

  /** What of the settings concerns a worker; the session tells it the others. */
  private static final List<String> SETTINGS =
      List.of("threads", "memory", "cluster.tls", "health.listen", "temp.directory");

  /**
   * Reads the words of a command line.
   *
   * @throws SheafException (USER) when they mean nothing
   */
  static WorkerOptions parse(List<String> words, Map<String, String> environment) {
    CommonOptions.Builder common = CommonOptions.builder();
    String driver = null;
    boolean quiet = false;
    for (int i = 0; i < words.size(); ) {
      int taken = common.accept(words, i);
      if (taken == 0 && words.get(i).equals("--quiet")) {
        quiet = true;
        taken = 1;
      } else if (taken == 0) {
        String word = words.get(i);
        boolean joined = word.startsWith("--driver=");
        if (!joined && (!word.equals("--driver") || i + 1 == words.size())) {
          throw usage("unknown option '" + word + "'");
        }
        driver = joined ? word.substring("--driver=".length()) : words.get(i + 1);
        taken = joined ? 1 : 2;
      }
      i += taken;
    }
    if (driver == null) {
      throw usage("--driver takes HOST:PORT");
    }
    if (!environment.containsKey(SECRET)) {
      throw usage("the environment variable " + SECRET + " must hold the secret of the cluster");
    }
    CommonOptions options = common.build();
    return new WorkerOptions(
        HostPort.parse("--driver", driver),
        new Trust(
            Secret.of(environment.get(SECRET)),
            Optional.ofNullable(options.settings().get("cluster.tls"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)),
        options.threads().orElse(Runtime.getRuntime().availableProcessors()),
        options.memoryBytes().orElse(Runtime.getRuntime().maxMemory() / 5 * 3),
        place(options.settings(), quiet),
        Timing.USUAL);
  }

  private static Place place(Map<String, String> settings, boolean quiet) {
    for (String key : settings.keySet()) {
      if (!SETTINGS.contains(key)) {
        throw usage("a worker knows no setting '" + key + "'" + Nearest.hint(key, SETTINGS));
      }
    }
    Optional<String> health =
        Optional.ofNullable(settings.get("health.listen")).filter(text -> !text.isEmpty());
    health.ifPresent(address -> HostPort.parse("health.listen", address));
    return new Place(
        Path.of(settings.getOrDefault("temp.directory", System.getProperty("java.io.tmpdir"))),
        health,
        quiet);
  }

  boolean quiet() {
    return place.quiet();
  }

  Path tempDirectory() {
    return place.tempDirectory();
  }

  Optional<String> health() {
    return place.health();
  }

  String driverHost() {
    return driver.host();
  }

  int driverPort() {
    return driver.port();
  }

  Secret secret() {
    return trust.secret();
  }

  Optional<Path> certificates() {
    return trust.certificates();
  }

  long heartbeatMillis() {
    return timing.heartbeatMillis();
  }

  long patienceMillis() {
    return timing.patienceMillis();
  }

  private static SheafException usage(String message) {
    return SheafException.user("BAD_OPTION", message);
  }
}
