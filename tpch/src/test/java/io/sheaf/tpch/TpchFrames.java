package io.sheaf.tpch;

import static io.sheaf.dataframe.Functions.avg;
import static io.sheaf.dataframe.Functions.col;
import static io.sheaf.dataframe.Functions.count;
import static io.sheaf.dataframe.Functions.countDistinct;
import static io.sheaf.dataframe.Functions.desc;
import static io.sheaf.dataframe.Functions.lit;
import static io.sheaf.dataframe.Functions.max;
import static io.sheaf.dataframe.Functions.min;
import static io.sheaf.dataframe.Functions.substring;
import static io.sheaf.dataframe.Functions.sum;
import static io.sheaf.dataframe.Functions.when;
import static io.sheaf.dataframe.Functions.year;

import io.sheaf.dataframe.Column;
import io.sheaf.dataframe.DataFrame;
import io.sheaf.dataframe.Session;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/** The 22 queries of TPC-H as programs over data frames; the tables are views of the session. */
final class TpchFrames {
  private final DataFrame customer;
  private final DataFrame lineitem;
  private final DataFrame nation;
  private final DataFrame orders;
  private final DataFrame part;
  private final DataFrame partsupp;
  private final DataFrame region;
  private final DataFrame supplier;
  private final BigDecimal scale;

  TpchFrames(Session session, BigDecimal scale) {
    this.customer = session.table("customer");
    this.lineitem = session.table("lineitem");
    this.nation = session.table("nation");
    this.orders = session.table("orders");
    this.part = session.table("part");
    this.partsupp = session.table("partsupp");
    this.region = session.table("region");
    this.supplier = session.table("supplier");
    this.scale = scale;
  }

  DataFrame query(int number) {
    return switch (number) {
      case 1 -> pricingSummary();
      case 2 -> minimumCostSupplier();
      case 3 -> shippingPriority();
      case 4 -> orderPriority();
      case 5 -> localSupplierVolume();
      case 6 -> forecastRevenue();
      case 7 -> volumeShipping();
      case 8 -> marketShare();
      case 9 -> productProfit();
      case 10 -> returnedItems();
      case 11 -> importantStock();
      case 12 -> shippingModes();
      case 13 -> customerDistribution();
      case 14 -> promotionEffect();
      case 15 -> topSupplier();
      case 16 -> partsSuppliers();
      case 17 -> smallQuantityOrders();
      case 18 -> largeVolumeCustomers();
      case 19 -> discountedRevenue();
      case 20 -> potentialPartPromotion();
      case 21 -> suppliersWhoKeptOrdersWaiting();
      case 22 -> globalSalesOpportunity();
      default -> throw new IllegalArgumentException("there is no query " + number);
    };
  }

  private static Column on(String left, String right) {
    return col(left).eq(col(right));
  }

  private static Column discounted() {
    return col("l_extendedprice").multiply(lit(1).minus(col("l_discount")));
  }

  private static BigDecimal decimal(String digits) {
    return new BigDecimal(digits);
  }

  /** From the first day on, before the day that is so much later. */
  private static Column within(String column, String day, Period length) {
    Column first = lit(LocalDate.parse(day));
    return col(column).geq(first).and(col(column).lt(first.plus(length)));
  }

  private DataFrame pricingSummary() {
    return lineitem
        .filter(col("l_shipdate").leq(lit(LocalDate.of(1998, 12, 1)).minus(lit(Period.ofDays(90)))))
        .groupBy("l_returnflag", "l_linestatus")
        .agg(
            sum("l_quantity"),
            sum("l_extendedprice"),
            sum(discounted()),
            sum(discounted().multiply(lit(1).plus(col("l_tax")))),
            avg("l_quantity"),
            avg("l_extendedprice"),
            avg("l_discount"),
            count())
        .orderBy("l_returnflag", "l_linestatus");
  }

  private DataFrame europeanOffers() {
    return partsupp
        .join(supplier, on("s_suppkey", "ps_suppkey"))
        .join(nation, on("s_nationkey", "n_nationkey"))
        .join(region.filter(col("r_name").eq("EUROPE")), on("n_regionkey", "r_regionkey"));
  }

  private DataFrame minimumCostSupplier() {
    DataFrame best =
        europeanOffers()
            .groupBy(col("ps_partkey").as("best_part"))
            .agg(min("ps_supplycost").as("best_cost"));
    return part.filter(col("p_size").eq(15).and(col("p_type").like("%BRASS")))
        .join(europeanOffers(), on("p_partkey", "ps_partkey"))
        .join(best, on("best_part", "p_partkey").and(on("ps_supplycost", "best_cost")))
        .orderBy(desc("s_acctbal"), col("n_name"), col("s_name"), col("p_partkey"))
        .limit(100)
        .select(
            "s_acctbal",
            "s_name",
            "n_name",
            "p_partkey",
            "p_mfgr",
            "s_address",
            "s_phone",
            "s_comment");
  }

  private DataFrame shippingPriority() {
    LocalDate day = LocalDate.of(1995, 3, 15);
    return customer
        .filter(col("c_mktsegment").eq("BUILDING"))
        .join(orders.filter(col("o_orderdate").lt(day)), on("c_custkey", "o_custkey"))
        .join(lineitem.filter(col("l_shipdate").gt(day)), on("l_orderkey", "o_orderkey"))
        .groupBy("l_orderkey", "o_orderdate", "o_shippriority")
        .agg(sum(discounted()).as("revenue"))
        .orderBy(desc("revenue"), col("o_orderdate"))
        .limit(10)
        .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority");
  }

  private DataFrame orderPriority() {
    DataFrame late = lineitem.filter(col("l_commitdate").lt(col("l_receiptdate")));
    return orders
        .filter(within("o_orderdate", "1993-07-01", Period.ofMonths(3)))
        .join(late, on("l_orderkey", "o_orderkey"), "semi")
        .groupBy("o_orderpriority")
        .count()
        .orderBy("o_orderpriority");
  }

  private DataFrame localSupplierVolume() {
    return customer
        .join(orders, on("c_custkey", "o_custkey"))
        .join(lineitem, on("l_orderkey", "o_orderkey"))
        .join(supplier, on("l_suppkey", "s_suppkey").and(on("c_nationkey", "s_nationkey")))
        .join(nation, on("s_nationkey", "n_nationkey"))
        .join(region, on("n_regionkey", "r_regionkey"))
        .filter(col("r_name").eq("ASIA"))
        .filter(within("o_orderdate", "1994-01-01", Period.ofYears(1)))
        .groupBy("n_name")
        .agg(sum(discounted()).as("revenue"))
        .orderBy(desc("revenue"));
  }

  private DataFrame forecastRevenue() {
    return lineitem
        .filter(within("l_shipdate", "1994-01-01", Period.ofYears(1)))
        .filter(col("l_discount").between(decimal("0.05"), decimal("0.07")))
        .filter(col("l_quantity").lt(24))
        .agg(sum(col("l_extendedprice").multiply(col("l_discount"))));
  }

  private DataFrame volumeShipping() {
    DataFrame n1 = nation.as("n1");
    DataFrame n2 = nation.as("n2");
    Column from = n1.col("n_name");
    Column to = n2.col("n_name");
    return supplier
        .join(lineitem, on("s_suppkey", "l_suppkey"))
        .join(orders, on("o_orderkey", "l_orderkey"))
        .join(customer, on("c_custkey", "o_custkey"))
        .join(n1, col("s_nationkey").eq(n1.col("n_nationkey")))
        .join(n2, col("c_nationkey").eq(n2.col("n_nationkey")))
        .filter(from.eq("FRANCE").and(to.eq("GERMANY")).or(from.eq("GERMANY").and(to.eq("FRANCE"))))
        .filter(col("l_shipdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
        .select(
            from.as("supp_nation"),
            to.as("cust_nation"),
            year(col("l_shipdate")).as("l_year"),
            discounted().as("volume"))
        .groupBy("supp_nation", "cust_nation", "l_year")
        .sum("volume")
        .orderBy("supp_nation", "cust_nation", "l_year");
  }

  private DataFrame marketShare() {
    DataFrame n1 = nation.as("n1");
    DataFrame n2 = nation.as("n2");
    Column ours = when(col("nation").eq("BRAZIL"), col("volume")).otherwise(0);
    return part.join(lineitem, on("p_partkey", "l_partkey"))
        .join(supplier, on("s_suppkey", "l_suppkey"))
        .join(orders, on("l_orderkey", "o_orderkey"))
        .join(customer, on("o_custkey", "c_custkey"))
        .join(n1, col("c_nationkey").eq(n1.col("n_nationkey")))
        .join(region, n1.col("n_regionkey").eq(col("r_regionkey")))
        .join(n2, col("s_nationkey").eq(n2.col("n_nationkey")))
        .filter(col("r_name").eq("AMERICA"))
        .filter(col("o_orderdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
        .filter(col("p_type").eq("ECONOMY ANODIZED STEEL"))
        .select(
            year(col("o_orderdate")).as("o_year"),
            discounted().as("volume"),
            n2.col("n_name").as("nation"))
        .groupBy("o_year")
        .agg(sum(ours).divide(sum("volume")).as("mkt_share"))
        .orderBy("o_year");
  }

  private DataFrame productProfit() {
    Column cost = col("ps_supplycost").multiply(col("l_quantity"));
    return part.filter(col("p_name").like("%green%"))
        .join(lineitem, on("p_partkey", "l_partkey"))
        .join(supplier, on("s_suppkey", "l_suppkey"))
        .join(partsupp, on("ps_suppkey", "l_suppkey").and(on("ps_partkey", "l_partkey")))
        .join(orders, on("o_orderkey", "l_orderkey"))
        .join(nation, on("s_nationkey", "n_nationkey"))
        .select(
            col("n_name").as("nation"),
            year(col("o_orderdate")).as("o_year"),
            discounted().minus(cost).as("amount"))
        .groupBy("nation", "o_year")
        .sum("amount")
        .orderBy(col("nation"), desc("o_year"));
  }

  private DataFrame returnedItems() {
    return customer
        .join(orders, on("c_custkey", "o_custkey"))
        .join(lineitem, on("l_orderkey", "o_orderkey"))
        .join(nation, on("c_nationkey", "n_nationkey"))
        .filter(within("o_orderdate", "1993-10-01", Period.ofMonths(3)))
        .filter(col("l_returnflag").eq("R"))
        .groupBy("c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment")
        .agg(sum(discounted()).as("revenue"))
        .orderBy(desc("revenue"))
        .limit(20)
        .select(
            "c_custkey",
            "c_name",
            "revenue",
            "c_acctbal",
            "n_name",
            "c_address",
            "c_phone",
            "c_comment");
  }

  private DataFrame importantStock() {
    Column value = sum(col("ps_supplycost").multiply(col("ps_availqty")));
    DataFrame stock =
        partsupp
            .join(supplier, on("ps_suppkey", "s_suppkey"))
            .join(nation, on("s_nationkey", "n_nationkey"))
            .filter(col("n_name").eq("GERMANY"));
    BigDecimal fraction = decimal("0.0001").divide(scale).setScale(10);
    Column least = stock.select(value.multiply(fraction)).scalar();
    return stock
        .groupBy("ps_partkey")
        .agg(value.as("part_value"))
        .filter(col("part_value").gt(least))
        .orderBy(desc("part_value"));
  }

  private DataFrame shippingModes() {
    Column high = col("o_orderpriority").isin("1-URGENT", "2-HIGH");
    return orders
        .join(lineitem, on("o_orderkey", "l_orderkey"))
        .filter(col("l_shipmode").isin("MAIL", "SHIP"))
        .filter(col("l_commitdate").lt(col("l_receiptdate")))
        .filter(col("l_shipdate").lt(col("l_commitdate")))
        .filter(within("l_receiptdate", "1994-01-01", Period.ofYears(1)))
        .groupBy("l_shipmode")
        .agg(sum(when(high, 1).otherwise(0)), sum(when(high.not(), 1).otherwise(0)))
        .orderBy("l_shipmode");
  }

  private DataFrame customerDistribution() {
    Column plain = col("o_comment").like("%special%requests%").not();
    return customer
        .join(orders, on("c_custkey", "o_custkey").and(plain), "left")
        .groupBy("c_custkey")
        .agg(count(col("o_orderkey")).as("c_count"))
        .groupBy("c_count")
        .agg(count().as("custdist"))
        .orderBy(desc("custdist"), desc("c_count"));
  }

  private DataFrame promotionEffect() {
    Column promoted = when(col("p_type").like("PROMO%"), discounted()).otherwise(0);
    return lineitem
        .join(part, on("l_partkey", "p_partkey"))
        .filter(within("l_shipdate", "1995-09-01", Period.ofMonths(1)))
        .agg(lit(decimal("100.00")).multiply(sum(promoted)).divide(sum(discounted())));
  }

  private DataFrame topSupplier() {
    DataFrame revenue =
        lineitem
            .filter(within("l_shipdate", "1996-01-01", Period.ofMonths(3)))
            .groupBy(col("l_suppkey").as("supplier_no"))
            .agg(sum(discounted()).as("total_revenue"));
    return supplier
        .join(revenue, on("s_suppkey", "supplier_no"))
        .filter(col("total_revenue").eq(revenue.agg(max("total_revenue")).scalar()))
        .orderBy("s_suppkey")
        .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue");
  }

  private DataFrame partsSuppliers() {
    DataFrame complaints = supplier.filter(col("s_comment").like("%Customer%Complaints%"));
    return partsupp
        .join(part, on("p_partkey", "ps_partkey"))
        .filter(col("p_brand").notEqual("Brand#45"))
        .filter(col("p_type").like("MEDIUM POLISHED%").not())
        .filter(col("p_size").isin(49, 14, 23, 45, 19, 3, 36, 9))
        .filter(col("ps_suppkey").isin(complaints.select("s_suppkey")).not())
        .groupBy("p_brand", "p_type", "p_size")
        .agg(countDistinct(col("ps_suppkey")).as("supplier_cnt"))
        .orderBy(desc("supplier_cnt"), col("p_brand"), col("p_type"), col("p_size"));
  }

  private DataFrame smallQuantityOrders() {
    DataFrame usual =
        lineitem
            .groupBy(col("l_partkey").as("usual_part"))
            .agg(lit(decimal("0.2")).multiply(avg("l_quantity")).as("usual"));
    return lineitem
        .join(part, on("p_partkey", "l_partkey"))
        .filter(col("p_brand").eq("Brand#23").and(col("p_container").eq("MED BOX")))
        .join(usual, on("usual_part", "p_partkey"))
        .filter(col("l_quantity").lt(col("usual")))
        .agg(sum("l_extendedprice").divide(decimal("7.0")));
  }

  private DataFrame largeVolumeCustomers() {
    DataFrame large =
        lineitem
            .groupBy("l_orderkey")
            .agg(sum("l_quantity").as("quantity"))
            .filter(col("quantity").gt(300))
            .select("l_orderkey");
    return customer
        .join(orders, on("c_custkey", "o_custkey"))
        .join(lineitem, on("o_orderkey", "l_orderkey"))
        .filter(col("o_orderkey").isin(large))
        .groupBy("c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice")
        .sum("l_quantity")
        .orderBy(desc("o_totalprice"), col("o_orderdate"))
        .limit(100);
  }

  private static Column kind(String brand, List<String> containers, int least, int largest) {
    return col("p_brand")
        .eq(brand)
        .and(col("p_container").isin(containers.toArray()))
        .and(col("l_quantity").between(least, least + 10))
        .and(col("p_size").between(1, largest));
  }

  private DataFrame discountedRevenue() {
    return lineitem
        .join(part, on("p_partkey", "l_partkey"))
        .filter(col("l_shipmode").isin("AIR", "AIR REG"))
        .filter(col("l_shipinstruct").eq("DELIVER IN PERSON"))
        .filter(
            kind("Brand#12", List.of("SM CASE", "SM BOX", "SM PACK", "SM PKG"), 1, 5)
                .or(kind("Brand#23", List.of("MED BAG", "MED BOX", "MED PKG", "MED PACK"), 10, 10))
                .or(kind("Brand#34", List.of("LG CASE", "LG BOX", "LG PACK", "LG PKG"), 20, 15)))
        .agg(sum(discounted()));
  }

  private DataFrame potentialPartPromotion() {
    DataFrame sold =
        lineitem
            .filter(within("l_shipdate", "1994-01-01", Period.ofYears(1)))
            .groupBy("l_partkey", "l_suppkey")
            .agg(lit(decimal("0.5")).multiply(sum("l_quantity")).as("half"));
    DataFrame forest = part.filter(col("p_name").like("forest%"));
    DataFrame excess =
        partsupp
            .join(forest, on("ps_partkey", "p_partkey"), "semi")
            .join(sold, on("l_partkey", "ps_partkey").and(on("l_suppkey", "ps_suppkey")))
            .filter(col("ps_availqty").gt(col("half")));
    return supplier
        .join(nation, on("s_nationkey", "n_nationkey"))
        .filter(col("n_name").eq("CANADA"))
        .join(excess, on("s_suppkey", "ps_suppkey"), "semi")
        .orderBy("s_name")
        .select("s_name", "s_address");
  }

  private DataFrame suppliersWhoKeptOrdersWaiting() {
    Column late = col("l_receiptdate").gt(col("l_commitdate"));
    DataFrame l2 = lineitem.as("l2");
    DataFrame l3 = lineitem.as("l3");
    return supplier
        .join(lineitem, on("s_suppkey", "l_suppkey"))
        .join(orders, on("o_orderkey", "l_orderkey"))
        .join(nation, on("s_nationkey", "n_nationkey"))
        .filter(col("o_orderstatus").eq("F").and(late).and(col("n_name").eq("SAUDI ARABIA")))
        .join(l2, ofAnother(l2), "semi")
        .join(l3.filter(late), ofAnother(l3), "anti")
        .groupBy("s_name")
        .agg(count().as("numwait"))
        .orderBy(desc("numwait"), col("s_name"))
        .limit(100);
  }

  /** The same order, another supplier. */
  private Column ofAnother(DataFrame other) {
    return other
        .col("l_orderkey")
        .eq(lineitem.col("l_orderkey"))
        .and(other.col("l_suppkey").notEqual(lineitem.col("l_suppkey")));
  }

  private DataFrame globalSalesOpportunity() {
    Column code = substring(col("c_phone"), 1, 2);
    DataFrame some = customer.filter(code.isin("13", "31", "23", "29", "30", "18", "17"));
    DataFrame mean = some.filter(col("c_acctbal").gt(decimal("0.00"))).agg(avg("c_acctbal"));
    return some.filter(col("c_acctbal").gt(mean.scalar()))
        .join(orders, on("o_custkey", "c_custkey"), "anti")
        .select(code.as("cntrycode"), col("c_acctbal"))
        .groupBy("cntrycode")
        .agg(count().as("numcust"), sum("c_acctbal").as("totacctbal"))
        .orderBy("cntrycode");
  }
}
