package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.ByteSize;
import io.sheaf.columnar.conf.HostPort;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that a session can be told.
 *
 * @param key as {@code SET} and the JDBC URL name it
 * @param initial the value when nobody sets it, as text
 * @param parser turns text into the value, or throws a USER error that names the key
 * @param description one sentence
 */
record Setting<T>(String key, String initial, Function<String, T> parser, String description) {
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|min|h)?");

  T parse(String text) {
    return parser.apply(text.strip());
  }

  static Setting<Integer> number(String key, int initial, int least, int most, String description) {
    return new Setting<>(
        key,
        Integer.toString(initial),
        text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
              return value;
            }
          } catch (NumberFormatException e) {
            // falls through to the message
          }
          throw bad(key, "a number from " + least + " to " + most, text);
        },
        description);
  }

  static Setting<Long> memory(String key, long initialBytes, String description) {
    String initial = (initialBytes >> 20) + "MB";
    return new Setting<>(key, initial, ByteSize::memory, description);
  }

  static Setting<Boolean> flag(String key, boolean initial, String description) {
    return new Setting<>(
        key,
        Boolean.toString(initial),
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "on", "1" -> true;
              case "false", "off", "0" -> false;
              default -> throw bad(key, "true or false", text);
            },
        description);
  }

  /** One of the constants of an enum, by its name in lower case. */
  static <E extends Enum<E>> Setting<E> choice(String key, E initial, String description) {
    List<E> all = List.of(initial.getDeclaringClass().getEnumConstants());
    return new Setting<>(
        key,
        initial.name().toLowerCase(Locale.ROOT),
        text ->
            all.stream()
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                    () ->
                        bad(
                            key,
                            String.join(
                                " or ",
                                all.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList()),
                            text)),
        description);
  }

  static Setting<ZoneId> zone(String key, String initial, String description) {
    return new Setting<>(
        key,
        initial,
        text -> {
          try {
            return ZoneId.of(text);
          } catch (DateTimeException e) {
            throw bad(key, "a time zone such as Europe/Berlin or +02:00", text);
          }
        },
        description);
  }

  /** A length of time such as {@code 30s}; a number without unit is seconds, 0 stands for none. */
  static Setting<Duration> duration(String key, String initial, String description) {
    return new Setting<>(
        key,
        initial,
        text -> {
          Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
          if (!matcher.matches()) {
            throw bad(key, "a time such as 500ms, 30s or 5min", text);
          }
          double unitNanos =
              switch (matcher.group(2)) {
                case "ms" -> 1e6;
                case "min" -> 60e9;
                case "h" -> 3600e9;
                case null, default -> 1e9;
              };
          return Duration.ofNanos((long) (Double.parseDouble(matcher.group(1)) * unitNanos));
        },
        description);
  }

  /** Any text; nothing by default. */
  static Setting<String> text(String key, String description) {
    return new Setting<>(key, "", text -> text, description);
  }

  /** A host and a port, or nothing. */
  static Setting<String> address(String key, String description) {
    return new Setting<>(
        key,
        "",
        text -> {
          if (!text.isEmpty()) {
            HostPort.parse("setting '" + key + "'", text);
          }
          return text;
        },
        description);
  }

  static Setting<Path> folder(String key, String initial, String description) {
    return new Setting<>(
        key,
        initial,
        text -> {
          try {
            return Path.of(text);
          } catch (java.nio.file.InvalidPathException e) {
            throw bad(key, "a folder", text);
          }
        },
        description);
  }

  /** A folder, or nothing. */
  static Setting<Optional<Path>> optionalFolder(String key, String description) {
    Setting<Path> folder = folder(key, "", description);
    return new Setting<>(
        key,
        "",
        text -> text.isEmpty() ? Optional.empty() : Optional.of(folder.parse(text)),
        description);
  }

  private static SheafException bad(String key, String wanted, String text) {
    return SheafException.user(
        "BAD_SETTING", "setting '" + key + "' takes " + wanted + ", not '" + text + "'");
  }
}
