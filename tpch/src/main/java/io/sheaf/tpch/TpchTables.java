package io.sheaf.tpch;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.trino.tpch.Customer;
import io.trino.tpch.LineItem;
import io.trino.tpch.Nation;
import io.trino.tpch.Order;
import io.trino.tpch.Part;
import io.trino.tpch.PartSupplier;
import io.trino.tpch.Region;
import io.trino.tpch.Supplier;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * How the rows of one table are laid out: keys of large tables are BIGINT, other whole numbers
 * INTEGER, money is DECIMAL(15, 2), text VARCHAR.
 *
 * @param source generates the rows
 * @param rowsAtOne how many rows there are at scale factor 1, about
 * @param scaled whether their number grows with the scale factor
 * @param parts into how many files the table is split below scale factor 5
 * @param fill writes one row
 */
record TpchTables<E extends TpchEntity>(
    TpchTable<E> source,
    Schema schema,
    long rowsAtOne,
    boolean scaled,
    int parts,
    BiConsumer<E, RowWriter> fill) {

  /** All tables, the largest first. */
  static final List<TpchTables<?>> ALL =
      List.of(lineitem(), orders(), partsupp(), customer(), part(), supplier(), nation(), region());

  String name() {
    return source.getTableName();
  }

  /** Into how many files the table is split. */
  int parts(double scale) {
    return scaled && scale >= 5 ? Math.max(2, 2 * parts) : parts;
  }

  double rows(double scale) {
    return scaled ? rowsAtOne * scale : rowsAtOne;
  }

  /** The rows of one part, from 1 to {@link #parts}. */
  Iterable<E> generate(double scale, int part) {
    return source.createGenerator(scale, part, parts(scale));
  }

  private static Schema schema(String columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns.strip().split("\\s*,\\s*")) {
      String[] words = column.split("\\s+");
      DataType type =
          switch (words[1]) {
            case "bigint" -> Simple.BIGINT;
            case "integer" -> Simple.INTEGER;
            case "money" -> new DataType.Decimal(15, 2);
            case "date" -> Simple.DATE;
            case "text" -> DataType.VARCHAR;
            default -> throw new IllegalArgumentException(column);
          };
      fields.add(new Field(words[0], type, false));
    }
    return new Schema(fields);
  }

  private static TpchTables<LineItem> lineitem() {
    return new TpchTables<>(
        TpchTable.LINE_ITEM,
        schema(
            """
            l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber integer,
            l_quantity money, l_extendedprice money, l_discount money, l_tax money,
            l_returnflag text, l_linestatus text, l_shipdate date, l_commitdate date,
            l_receiptdate date, l_shipinstruct text, l_shipmode text, l_comment text
            """),
        6_001_215,
        true,
        4,
        (l, row) ->
            row.bigint(l.orderKey())
                .bigint(l.partKey())
                .bigint(l.supplierKey())
                .integer(l.lineNumber())
                .money(l.quantity() * 100)
                .money(l.extendedPriceInCents())
                .money(l.discountPercent())
                .money(l.taxPercent())
                .text(l.returnFlag())
                .text(l.status())
                .date(l.shipDate())
                .date(l.commitDate())
                .date(l.receiptDate())
                .text(l.shipInstructions())
                .text(l.shipMode())
                .text(l.comment()));
  }

  private static TpchTables<Order> orders() {
    return new TpchTables<>(
        TpchTable.ORDERS,
        schema(
            """
            o_orderkey bigint, o_custkey bigint, o_orderstatus text, o_totalprice money,
            o_orderdate date, o_orderpriority text, o_clerk text, o_shippriority integer,
            o_comment text
            """),
        1_500_000,
        true,
        2,
        (o, row) ->
            row.bigint(o.orderKey())
                .bigint(o.customerKey())
                .text(String.valueOf(o.orderStatus()))
                .money(o.totalPriceInCents())
                .date(o.orderDate())
                .text(o.orderPriority())
                .text(o.clerk())
                .integer(o.shipPriority())
                .text(o.comment()));
  }

  private static TpchTables<PartSupplier> partsupp() {
    return new TpchTables<>(
        TpchTable.PART_SUPPLIER,
        schema(
            """
            ps_partkey bigint, ps_suppkey bigint, ps_availqty integer, ps_supplycost money,
            ps_comment text
            """),
        800_000,
        true,
        1,
        (p, row) ->
            row.bigint(p.partKey())
                .bigint(p.supplierKey())
                .integer(p.availableQuantity())
                .money(p.supplyCostInCents())
                .text(p.comment()));
  }

  private static TpchTables<Customer> customer() {
    return new TpchTables<>(
        TpchTable.CUSTOMER,
        schema(
            """
            c_custkey bigint, c_name text, c_address text, c_nationkey integer, c_phone text,
            c_acctbal money, c_mktsegment text, c_comment text
            """),
        150_000,
        true,
        1,
        (c, row) ->
            row.bigint(c.customerKey())
                .text(c.name())
                .text(c.address())
                .integer(c.nationKey())
                .text(c.phone())
                .money(c.accountBalanceInCents())
                .text(c.marketSegment())
                .text(c.comment()));
  }

  private static TpchTables<Part> part() {
    return new TpchTables<>(
        TpchTable.PART,
        schema(
            """
            p_partkey bigint, p_name text, p_mfgr text, p_brand text, p_type text, p_size integer,
            p_container text, p_retailprice money, p_comment text
            """),
        200_000,
        true,
        1,
        (p, row) ->
            row.bigint(p.partKey())
                .text(p.name())
                .text(p.manufacturer())
                .text(p.brand())
                .text(p.type())
                .integer(p.size())
                .text(p.container())
                .money(p.retailPriceInCents())
                .text(p.comment()));
  }

  private static TpchTables<Supplier> supplier() {
    return new TpchTables<>(
        TpchTable.SUPPLIER,
        schema(
            """
            s_suppkey bigint, s_name text, s_address text, s_nationkey integer, s_phone text,
            s_acctbal money, s_comment text
            """),
        10_000,
        true,
        1,
        (s, row) ->
            row.bigint(s.supplierKey())
                .text(s.name())
                .text(s.address())
                .integer(s.nationKey())
                .text(s.phone())
                .money(s.accountBalanceInCents())
                .text(s.comment()));
  }

  private static TpchTables<Nation> nation() {
    return new TpchTables<>(
        TpchTable.NATION,
        schema("n_nationkey integer, n_name text, n_regionkey integer, n_comment text"),
        25,
        false,
        1,
        (n, row) ->
            row.integer(n.nationKey()).text(n.name()).integer(n.regionKey()).text(n.comment()));
  }

  private static TpchTables<Region> region() {
    return new TpchTables<>(
        TpchTable.REGION,
        schema("r_regionkey integer, r_name text, r_comment text"),
        5,
        false,
        1,
        (r, row) -> row.integer(r.regionKey()).text(r.name()).text(r.comment()));
  }
}
