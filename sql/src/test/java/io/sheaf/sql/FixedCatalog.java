package io.sheaf.sql;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tables of fixed schemas and statistics that are planned over and never read. */
public final class FixedCatalog implements Catalog {
  private final Map<String, Entry> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  record FixedTable(TableRef ref, Schema schema, TableStatistics statistics) implements Table {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public List<Split> splits(ScanRequest request, int minimumSplits) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BatchStream open(Split split, ScanRequest request, ScanContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /**
   * Adds a table; a column reads {@code name type distinct [low high]}, a "?" after the type makes
   * it nullable.
   */
  FixedCatalog table(String name, double rows, String... columns) {
    List<Field> fields = new ArrayList<>();
    List<ColumnStatistics> statistics = new ArrayList<>();
    for (String column : columns) {
      String[] words = column.split(" ");
      boolean nullable = words[1].endsWith("?");
      DataType type = type(words[1].replace("?", ""));
      fields.add(new Field(words[0], type, nullable));
      double distinct = words.length > 2 ? Double.parseDouble(words[2]) : Double.NaN;
      statistics.add(
          new ColumnStatistics(
              distinct,
              nullable ? rows / 10 : 0,
              words.length > 3 ? plain(words[3], type) : null,
              words.length > 3 ? plain(words[4], type) : null,
              false,
              Double.NaN));
    }
    entries.put(
        name,
        new Entry.Stored(
            new FixedTable(
                new TableRef("memory", name),
                new Schema(fields),
                new TableStatistics(rows, false, statistics))));
    return this;
  }

  FixedCatalog view(String name, String sql) {
    entries.put(name, new Entry.View(sql));
    return this;
  }

  private static DataType type(String name) {
    return switch (name) {
      case "date" -> Simple.DATE;
      case "int" -> Simple.INTEGER;
      case "bigint" -> Simple.BIGINT;
      case "double" -> Simple.DOUBLE;
      case "boolean" -> Simple.BOOLEAN;
      case "timestamp" -> Simple.TIMESTAMP;
      case "varchar" -> DataType.VARCHAR;
      case "decimal" -> new DataType.Decimal(12, 2);
      default -> new DataType.Varchar(Integer.parseInt(name));
    };
  }

  private static Comparable<?> plain(String text, DataType type) {
    if (type == Simple.DATE) {
      return LocalDate.parse(text).toEpochDay();
    }
    double value = Double.parseDouble(text);
    return type instanceof DataType.Decimal decimal
        ? Math.round(value * Math.pow(10, decimal.scale()))
        : Math.round(value);
  }

  /** The eight tables of TPC-H with the statistics of scale factor 1. */
  public static FixedCatalog tpch() {
    return large(small(new FixedCatalog()));
  }

  private static FixedCatalog small(FixedCatalog catalog) {
    return catalog
        .table("region", 5, "r_regionkey bigint 5 0 4", "r_name 25 5", "r_comment 152 5")
        .table(
            "nation",
            25,
            "n_nationkey bigint 25 0 24",
            "n_name 25 25",
            "n_regionkey bigint 5 0 4",
            "n_comment 152 25")
        .table(
            "supplier",
            10000,
            "s_suppkey bigint 10000 1 10000",
            "s_name 25 10000",
            "s_address 40 10000",
            "s_nationkey bigint 25 0 24",
            "s_phone 15 10000",
            "s_acctbal decimal 9955 -998 9999",
            "s_comment 101 10000")
        .table(
            "customer",
            150000,
            "c_custkey bigint 150000 1 150000",
            "c_name 25 150000",
            "c_address 40 150000",
            "c_nationkey bigint 25 0 24",
            "c_phone 15 150000",
            "c_acctbal decimal 140187 -999 9999",
            "c_mktsegment 10 5",
            "c_comment 117 149968")
        .table(
            "part",
            200000,
            "p_partkey bigint 200000 1 200000",
            "p_name 55 199997",
            "p_mfgr 25 5",
            "p_brand 10 25",
            "p_type 25 150",
            "p_size int 50 1 50",
            "p_container 10 40",
            "p_retailprice decimal 20899 901 2098",
            "p_comment 23 131753");
  }

  private static FixedCatalog large(FixedCatalog catalog) {
    return catalog
        .table(
            "partsupp",
            800000,
            "ps_partkey bigint 200000 1 200000",
            "ps_suppkey bigint 10000 1 10000",
            "ps_availqty int 9999 1 9999",
            "ps_supplycost decimal 99865 1 1000",
            "ps_comment 199 799124")
        .table(
            "orders",
            1500000,
            "o_orderkey bigint 1500000 1 6000000",
            "o_custkey bigint 99996 1 149999",
            "o_orderstatus 1 3",
            "o_totalprice decimal 1464556 857 555285",
            "o_orderdate date 2406 1992-01-01 1998-08-02",
            "o_orderpriority 15 5",
            "o_clerk 15 1000",
            "o_shippriority int 1 0 0",
            "o_comment 79 1482071")
        .table(
            "lineitem",
            6001215,
            "l_orderkey bigint 1500000 1 6000000",
            "l_partkey bigint 200000 1 200000",
            "l_suppkey bigint 10000 1 10000",
            "l_linenumber int 7 1 7",
            "l_quantity decimal 50 1 50",
            "l_extendedprice decimal 933900 901 104949",
            "l_discount decimal 11 0 0.1",
            "l_tax decimal 9 0 0.08",
            "l_returnflag 1 3",
            "l_linestatus 1 2",
            "l_shipdate date 2526 1992-01-02 1998-12-01",
            "l_commitdate date 2466 1992-01-31 1998-10-31",
            "l_receiptdate date 2554 1992-01-04 1998-12-31",
            "l_shipinstruct 25 4",
            "l_shipmode 10 7",
            "l_comment 44 4580667");
  }

  @Override
  public Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  @Override
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public Table resolve(TableRef ref) {
    throw SheafException.user("NO_SUCH_FILE", "No file matches " + ref.location());
  }

  @Override
  public Optional<String> connectorOf(String path) {
    return path.endsWith(".parquet") ? Optional.of("parquet") : Optional.empty();
  }

  @Override
  public long version() {
    return 1;
  }
}
