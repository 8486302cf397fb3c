package io.sheaf.tpch.peer;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Another engine that runs in a JVM of its own over the same files. */
public enum Peer {
  DUCKDB("org.duckdb:duckdb_jdbc:2.0.0.1"),
  SPARK("org.apache.spark:spark-sql_2.13:4.2.0");

  private static final List<String> SPARK_OPENS =
      List.of(
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
          "java.base/sun.util.calendar");

  private final String artifact;

  Peer(String artifact) {
    this.artifact = artifact;
  }

  /** Engines by a list of names such as {@code duckdb,spark}. */
  public static List<Peer> parse(String names) {
    List<String> known = Arrays.stream(values()).map(Peer::title).toList();
    List<Peer> peers = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      String word = name.strip().toLowerCase(Locale.ROOT);
      if (!known.contains(word)) {
        throw SheafException.user(
            "BAD_OPTION",
            "--with takes %s, not '%s'%s"
                .formatted(String.join(" and ", known), name, Nearest.hint(word, known)));
      }
      Peer peer = valueOf(word.toUpperCase(Locale.ROOT));
      if (!peers.contains(peer)) {
        peers.add(peer);
      }
    }
    return List.copyOf(peers);
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code group:artifact:version} of what is downloaded with all that it needs. */
  String artifact() {
    return artifact;
  }

  String version() {
    return artifact.substring(artifact.lastIndexOf(':') + 1);
  }

  /** Flags of the engine's JVM. */
  List<String> javaFlags() {
    return switch (this) {
      case DUCKDB -> List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED");
      case SPARK -> {
        List<String> flags = new ArrayList<>(List.of("-XX:MaxRAMPercentage=50"));
        flags.add("--enable-native-access=ALL-UNNAMED");
        flags.add("--sun-misc-unsafe-memory-access=allow");
        SPARK_OPENS.forEach(opened -> flags.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        yield flags;
      }
    };
  }
}
