package io.sheaf.dist;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each module may see: other modules, and the foreign packages that it fences. Whoever adds a
 * module or a library changes this table and the one in the README together.
 *
 * @param packages the Java package that its classes are in or below
 * @param modules the modules of ours that its classes may name
 * @param foreign packages of others, with slashes, that its classes may name
 */
record Layers(String packages, Set<String> modules, List<String> foreign) {
  private static final String ARROW = "org/apache/arrow/";

  /** By the path of the module, in the order of the layers. */
  static Map<String, Layers> table() {
    Map<String, Layers> table = new TreeMap<>();
    table.put(
        "exec/columnar",
        new Layers("io/sheaf/columnar", Set.of(), List.of(ARROW, "com/google/flatbuffers/")));
    table.put(
        "connectors/spi", new Layers("io/sheaf/connector", Set.of("exec/columnar"), List.of()));
    table.put(
        "connectors/files",
        new Layers(
            "io/sheaf/files",
            Set.of("connectors/spi", "exec/columnar"),
            List.of("de/siegmar/fastcsv/")));
    table.put(
        "connectors/parquet",
        new Layers(
            "io/sheaf/parquet",
            Set.of("connectors/spi", "exec/columnar"),
            List.of(
                "org/apache/parquet/format/",
                "shaded/parquet/org/apache/thrift/",
                "io/airlift/compress/")));
    table.put(
        "connectors/s3",
        new Layers(
            "io/sheaf/s3",
            Set.of("connectors/spi", "exec/columnar"),
            List.of("software/amazon/awssdk/")));
    table.put(
        "exec/objects",
        new Layers(
            "io/sheaf/objects",
            Set.of("exec/columnar"),
            List.of("com/esotericsoftware/kryo/kryo5/")));
    table.put(
        "exec/plan",
        new Layers("io/sheaf/plan", Set.of("connectors/spi", "exec/columnar"), List.of()));
    table.put(
        "exec/engine",
        new Layers(
            "io/sheaf/engine",
            Set.of("exec/plan", "connectors/spi", "exec/columnar"),
            List.of("io/airlift/compress/")));
    table.put(
        "exec/cluster",
        new Layers(
            "io/sheaf/cluster",
            Set.of("exec/engine", "exec/plan", "connectors/spi", "exec/columnar"),
            List.of("io/netty/", "com/sun/net/httpserver/")));
    table.put(
        "sql",
        new Layers(
            "io/sheaf/sql",
            Set.of("exec/plan", "connectors/spi", "exec/columnar"),
            List.of("org/apache/calcite/", "com/google/common/", "org/immutables/", "org/slf4j/")));
    table.put(
        "dataframe/api",
        new Layers(
            "io/sheaf/dataframe",
            Set.of(
                "sql",
                "exec/engine",
                "exec/objects",
                "exec/plan",
                "connectors/spi",
                "exec/columnar"),
            List.of(ARROW)));
    table.put("shell/jdbc", new Layers("io/sheaf/jdbc", Set.of("exec/columnar"), List.of(ARROW)));
    table.put(
        "shell/cli",
        new Layers("io/sheaf/cli", Set.of("shell/jdbc", "exec/columnar"), List.of("org/jline/")));
    table.put(
        "tpch",
        new Layers(
            "io/sheaf/tpch",
            Set.of("dataframe/api", "connectors/spi", "exec/columnar"),
            List.of("io/trino/tpch/")));
    table.put(
        "shell/dist",
        new Layers("io/sheaf/dist", Set.of("shell/cli", "tpch", "exec/cluster"), List.of()));
    return table;
  }
}
