package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.SessionProvider.SettingInfo;
import io.sheaf.columnar.conf.ByteSize;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.columnar.values.Nearest;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.StoreSettings;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.schedule.BackendProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All settings of a session by key, the defaults where nothing is set. Immutable; every value has
 * been checked.
 */
public final class Settings {
  private static final long HEAP_BYTES = Runtime.getRuntime().maxMemory();

  static final Setting<Integer> THREADS =
      Setting.number(
          "threads",
          Runtime.getRuntime().availableProcessors(),
          1,
          1024,
          "How many threads work on a query.");
  static final Setting<Long> MEMORY =
      Setting.memory(
          "memory",
          HEAP_BYTES / 5 * 3,
          "What queries and tables of the session may hold in memory before they spill or fail.");
  static final Setting<Integer> QUERIES =
      Setting.number(
          "queries",
          64,
          1,
          10_000,
          "How many queries of the session run at a time, those with rows left to fetch included;"
              + " others wait in the order of their coming.");
  static final Setting<Integer> WORKERS =
      Setting.number(
          "workers",
          0,
          0,
          256,
          "How many worker JVMs on this machine share the work; 0 for none. The threads are shared"
              + " out among them, the memory is that of each.");
  static final Setting<String> CLUSTER_LISTEN =
      Setting.address(
          "cluster.listen",
          "Where worker JVMs of other machines may join, as HOST:PORT; nowhere when it is empty.");
  static final Setting<Optional<Path>> CLUSTER_TLS =
      Setting.optionalFolder(
          "cluster.tls",
          "A folder with certificate.pem, key.pem and authority.pem, by which driver and workers"
              + " encrypt what they send; nothing is encrypted when it is empty.");
  static final Setting<String> HEALTH_LISTEN =
      Setting.address(
          "health.listen",
          "Where HTTP requests for /live and /ready are answered when there are worker JVMs, as"
              + " HOST:PORT; nowhere when it is empty.");
  static final Setting<Optional<Path>> EVENT_LOG =
      Setting.optionalFolder(
          "event.log",
          "The folder of a log of what worker JVMs do, a line of JSON for each attempt of each"
              + " task; there is none when it is empty.");
  static final Setting<Integer> BATCH_ROWS =
      Setting.number(
          "batch.rows",
          EngineSettings.DEFAULT_BATCH_ROWS,
          1,
          EngineSettings.MAXIMUM_BATCH_ROWS,
          "The most rows that operators hand on at once.");
  static final Setting<Integer> SCAN_PARTITIONS =
      Setting.number(
          "scan.partitions",
          0,
          0,
          100_000,
          "Into how many pieces a table is cut at least; 0 leaves it to the table.");
  static final Setting<ZoneId> TIMEZONE =
      Setting.zone(
          "timezone", "UTC", "In which zone a TIMESTAMP WITH TIME ZONE is shown and read.");
  static final Setting<Duration> TIMEOUT =
      Setting.duration("timeout", "0", "After what time a statement is stopped; 0 for never.");
  static final Setting<Path> TEMP_DIRECTORY =
      Setting.folder(
          "temp.directory",
          System.getProperty("java.io.tmpdir"),
          "Where operators spill to when memory is exhausted.");
  static final Setting<EngineSettings.Codegen> CODEGEN =
      Setting.choice(
          "codegen",
          EngineSettings.Codegen.AUTO,
          "Where loops are compiled to Java bytecode: auto (where it pays), off or force (wherever"
              + " it can be done).");
  static final Setting<Boolean> HASH_DEGENERATE =
      Setting.flag("hash.degenerate", false, "For tests: all hash values are equal.");
  static final Setting<Integer> EXCHANGE_FORCE =
      Setting.number(
          "exchange.force",
          0,
          0,
          10_000,
          "For tests: plans exchange rows between so many partitions; 0 for none.");

  private static final List<Setting<?>> ALL =
      List.of(
          THREADS,
          MEMORY,
          QUERIES,
          WORKERS,
          CLUSTER_LISTEN,
          CLUSTER_TLS,
          HEALTH_LISTEN,
          EVENT_LOG,
          BATCH_ROWS,
          SCAN_PARTITIONS,
          TIMEZONE,
          TIMEOUT,
          TEMP_DIRECTORY,
          CODEGEN,
          HASH_DEGENERATE,
          EXCHANGE_FORCE);

  private static final List<StoreSettings.Key> STORES =
      Connectors.load().stores().stream().flatMap(store -> store.settings().stream()).toList();
  private static final String SECRET = "***";

  private static final Settings DEFAULTS = new Settings(Map.of());

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /** All settings as they are when nothing is said. */
  public static Settings defaults() {
    return DEFAULTS;
  }

  /**
   * These settings with one more value.
   *
   * @throws SheafException (USER) for an unknown key or a value that it does not take
   */
  public Settings with(String key, String value) {
    Setting<?> setting = find(key);
    setting.parse(value);
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(setting.key(), value.strip());
    Settings settings = new Settings(changed);
    if (setting == MEMORY) {
      settings.checkMemory();
    }
    return settings;
  }

  /** These settings with one back at its default. */
  public Settings without(String key) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.remove(find(key).key());
    return new Settings(changed);
  }

  /** The value of a key as text, but never a secret one. */
  public String get(String key) {
    String value = raw(key);
    return isSecret(find(key).key()) && !value.isEmpty() ? SECRET : value;
  }

  private static boolean isSecret(String key) {
    return STORES.stream().anyMatch(store -> store.secret() && store.matches(key));
  }

  /** The value of a key as text, secret or not. */
  String raw(String key) {
    Setting<?> setting = find(key);
    return values.getOrDefault(setting.key(), setting.initial());
  }

  /** What is set for stores, secrets included. */
  Map<String, String> stores() {
    Map<String, String> stores = new TreeMap<>(values);
    stores.keySet().removeIf(key -> STORES.stream().noneMatch(store -> store.matches(key)));
    return stores;
  }

  /** Every key with its present value and what it means, in a fixed order. */
  public List<SettingInfo> all() {
    List<Setting<?>> settings = new ArrayList<>(ALL);
    STORES.forEach(store -> settings.add(find(store.key())));
    stores().keySet().stream()
        .filter(key -> STORES.stream().noneMatch(store -> store.key().equals(key)))
        .forEach(key -> settings.add(find(key)));
    return settings.stream()
        .<SettingInfo>map(s -> new SettingInfo(s.key(), get(s.key()), s.description()))
        .toList();
  }

  /** How much memory queries, tables and caches may hold together. */
  public long memoryBytes() {
    return value(MEMORY);
  }

  int mostQueries() {
    return value(QUERIES);
  }

  /** Whether worker JVMs share the work. */
  boolean isCluster() {
    return value(WORKERS) > 0 || !value(CLUSTER_LISTEN).isEmpty();
  }

  /** Whether worker JVMs by both settings would listen on the same port. */
  boolean sharesPort(Settings other) {
    return isCluster()
        && other.isCluster()
        && (isSame(CLUSTER_LISTEN, other) || isSame(HEALTH_LISTEN, other));
  }

  private boolean isSame(Setting<String> port, Settings other) {
    return !value(port).isEmpty() && value(port).equals(other.value(port));
  }

  /** What a backend of worker JVMs is told. */
  BackendProvider.Wish backend() {
    return new BackendProvider.Wish(
        value(WORKERS),
        value(THREADS),
        values.containsKey(MEMORY.key()) ? OptionalLong.of(memoryBytes()) : OptionalLong.empty(),
        value(TEMP_DIRECTORY),
        value(CLUSTER_LISTEN),
        value(CLUSTER_TLS),
        value(HEALTH_LISTEN),
        value(EVENT_LOG));
  }

  /** In which zone moments are shown and read. */
  public ZoneId zone() {
    return value(TIMEZONE);
  }

  /** After what time a statement is stopped; empty for never. */
  public Optional<Duration> timeout() {
    return Optional.of(value(TIMEOUT)).filter(Duration::isPositive);
  }

  /** What the engine is told. */
  public EngineSettings engine() {
    return new EngineSettings(
        value(THREADS),
        value(BATCH_ROWS),
        value(SCAN_PARTITIONS),
        value(TEMP_DIRECTORY),
        value(CODEGEN),
        new EngineSettings.Forced(value(HASH_DEGENERATE), value(EXCHANGE_FORCE)));
  }

  private <T> T value(Setting<T> setting) {
    return setting.parse(values.getOrDefault(setting.key(), setting.initial()));
  }

  /** The heap also holds what is not counted, so that not all of it can be given away. */
  private void checkMemory() {
    if (memoryBytes() > HEAP_BYTES / 10 * 9) {
      throw SheafException.user(
          "BAD_SETTING",
          "memory of %s needs a larger heap: this JVM's is %s; start it with -Xmx%dm or more"
              .formatted(
                  get(MEMORY.key()),
                  ByteSize.format(HEAP_BYTES),
                  MemoryPool.heapBytes(memoryBytes()) >> 20));
    }
  }

  private static Setting<?> find(String key) {
    String wanted = key.toLowerCase(Locale.ROOT);
    for (Setting<?> setting : ALL) {
      if (setting.key().equals(wanted)) {
        return setting;
      }
    }
    for (StoreSettings.Key store : STORES) {
      if (store.matches(wanted)) {
        return Setting.text(wanted, store.description());
      }
    }
    List<String> keys =
        Stream.concat(ALL.stream().map(Setting::key), STORES.stream().map(StoreSettings.Key::key))
            .toList();
    throw SheafException.user(
        "UNKNOWN_SETTING",
        "there is no setting '"
            + key
            + "'"
            + Nearest.hint(key, keys)
            + " (SHOW SETTINGS lists all)");
  }
}
