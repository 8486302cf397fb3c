package io.sheaf.columnar.conf;

import io.sheaf.columnar.SheafException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The options that every command takes, as settings by key: {@code --threads N}, {@code --memory
 * SIZE}, {@code --workers N} and {@code --set key=value}. A command walks over its words and offers
 * each to {@link Builder#accept} before it tries its own. Immutable.
 *
 * @param settings values by key, in the order given, a later one replacing an earlier; unmodifiable
 */
public record CommonOptions(Map<String, String> settings) {
  /** The lines about these options in a command's help. */
  public static final String HELP =
      """
        --threads N         how many threads work on a query (default: one for each processor)
        --memory SIZE       what queries may hold in memory, such as 512MB or 4GB
        --workers N         how many worker JVMs share the work (default: 0, all is done in one)
        --set KEY=VALUE     any setting, as SET and the JDBC URL take it
        --print-java        print the java command line up to and including "-cp JARS"
      """;

  private static final List<String> VALUED = List.of("--threads", "--memory", "--workers", "--set");

  public CommonOptions {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The number of threads, when one was given. */
  public OptionalInt threads() {
    String value = settings.get("threads");
    return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }

  /** The memory budget in bytes, when one was given. */
  public OptionalLong memoryBytes() {
    String value = settings.get("memory");
    return value == null ? OptionalLong.empty() : OptionalLong.of(ByteSize.memory(value));
  }

  /** The settings as {@link java.sql.DriverManager} takes them beside a URL. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  /** Collects options word by word. For one thread. */
  public static final class Builder {
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Takes the option at a position, with its value, when it is one of the common ones.
     *
     * @return how many words were taken: 0 when the word is not a common option, else 1 or 2
     * @throws SheafException blaming the user when the value is missing or wrong
     */
    public int accept(List<String> words, int position) {
      String word = words.get(position);
      int equals = word.indexOf('=');
      String option = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
      if (option.equals("--print-java")) {
        return 1; // the launcher has done it
      }
      if (!VALUED.contains(option)) {
        return 0;
      }
      boolean joined = !option.equals(word);
      if (!joined && position + 1 == words.size()) {
        throw usage(option + " needs a value");
      }
      set(option, joined ? word.substring(equals + 1) : words.get(position + 1));
      return joined ? 1 : 2;
    }

    private void set(String option, String value) {
      switch (option) {
        case "--threads" -> put("threads", value);
        case "--memory" -> put("memory", value);
        case "--workers" -> put("workers", value);
        default -> {
          int equals = value.indexOf('=');
          if (equals < 1) {
            throw usage("--set takes KEY=VALUE, not '" + value + "'");
          }
          put(value.substring(0, equals).strip(), value.substring(equals + 1).strip());
        }
      }
    }

    private void put(String key, String value) {
      if (key.equals("threads") && !value.matches("0*[1-9]\\d{0,3}")) {
        throw usage("threads takes a number from 1 to 9999, not '" + value + "'");
      }
      if (key.equals("memory")) {
        ByteSize.memory(value);
      }
      settings.put(key, value);
    }

    public CommonOptions build() {
      return new CommonOptions(settings);
    }

    private static SheafException usage(String message) {
      return SheafException.user("BAD_OPTION", message);
    }
  }
}
