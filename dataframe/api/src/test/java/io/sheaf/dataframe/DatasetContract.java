package io.sheaf.dataframe;

import static io.sheaf.dataframe.Functions.col;
import static io.sheaf.dataframe.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Pair;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What datasets of records promise wherever they are computed. */
abstract class DatasetContract {
  enum State {
    OPEN,
    PAID
  }

  record Order(
      long id,
      String customer,
      double total,
      State state,
      Optional<LocalDate> due,
      BigDecimal tax) {}

  record Customer(String name, int age) {}

  record Nested(long id, List<String> tags) {}

  abstract Session session();

  private static List<Order> list(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Order(
                    i,
                    i % 4 == 3 ? null : "c" + i % 4,
                    i,
                    State.values()[i % 2],
                    i % 3 == 0 ? Optional.empty() : Optional.of(LocalDate.of(2024, 1, 1 + i % 28)),
                    new BigDecimal("1.250000000000000000")))
        .toList();
  }

  private Dataset<Order> orders(int count) {
    return session().createDataFrame(list(count), Order.class).as(Order.class);
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(SheafException.class, call).getMessage());
  }

  @Test
  void recordsComeBackAsTheyWere() {
    assertEquals(Set.copyOf(list(100)), Set.copyOf(orders(100).collect()));
    assertEquals(100, orders(100).count());
    assertEquals(List.of(), orders(0).collect());
    assertTrue(orders(0).first().isEmpty());
    DataFrame frame = session().createDataFrame(list(8));
    assertEquals("id customer total state due tax", String.join(" ", frame.columns()));
    assertEquals(
        6.0 + 2, frame.filter("customer = 'c2'").agg(sum("total")).collect().getFirst().get(0));
    assertEquals(
        0, session().catalog().names().stream().filter(n -> n.contains("records")).count());
  }

  @Test
  void columnsOfComponentsAreCheckedAndOptimised() {
    Dataset<Order> orders = orders(50);
    Dataset<Order> some =
        orders.filter(orders.col(Order::total).geq(45)).orderBy(col("id").desc()).limit(3);
    assertEquals(List.of(49L, 48L, 47L), some.map(Order::id).collect());
    assertEquals(List.of("49!", "48!", "47!"), some.map(o -> o.id() + "!").collect());
    assertRefused(
        "col: takes an accessor of the record, as Order::id", () -> orders.col(o -> o.id() + 1));
    assertRefused(
        "col: lambdas made these objects, which have no columns any more",
        () -> orders.map(o -> o).col(Order::id));
  }

  @Test
  void lambdasSeeRecords() {
    Dataset<Order> orders = orders(40);
    assertEquals(20, orders.filter(o -> o.state() == State.PAID).count());
    assertEquals(
        Set.of("c0", "c1", "c2", "none"),
        Set.copyOf(orders.map(o -> o.customer() == null ? "none" : o.customer()).collect()));
    assertEquals(80, orders.flatMap(o -> List.of(o, o)).count());
    assertEquals(780.0, orders.map(Order::total).reduce(Double::sum).orElseThrow());
    assertEquals(
        40, orders.mapPartitions(DatasetContract::sizes).reduce(Integer::sum).orElseThrow());
    assertEquals(
        0, orders(0).mapPartitions(DatasetContract::sizes).reduce(Integer::sum).orElseThrow());
    assertEquals(80, orders.union(orders).count());
    DataFrame again =
        orders.map(o -> new Customer(o.customer(), (int) o.id())).toDF(Customer.class);
    assertEquals(20, again.filter("age >= 20").count());
  }

  private static Iterator<Integer> sizes(Iterator<Order> orders) {
    int count = 0;
    for (; orders.hasNext(); orders.next()) {
      count++;
    }
    return List.of(count).iterator();
  }

  @Test
  void groupsMeetByTheirKeys() {
    GroupedDataset<String, Order> groups = orders(40).groupByKey(Order::customer);
    Map<String, Double> largest =
        groups.reduceGroups((a, b) -> a.total() > b.total() ? a : b).collect().stream()
            .collect(Collectors.toMap(p -> "" + p.key(), p -> p.value().total()));
    assertEquals(Map.of("c0", 36.0, "c1", 37.0, "c2", 38.0, "null", 39.0), largest);
    assertEquals(
        Set.of("c0 10", "c1 10", "c2 10", "null 10"),
        Set.copyOf(groups.mapGroups((key, list) -> key + " " + list.size()).collect()));
    assertEquals(40, groups.flatMapGroups((key, list) -> new ArrayList<>(list)).count());
    GroupedDataset<String, Customer> others = customers().groupByKey(Customer::name);
    List<String> met =
        groups
            .cogroup(others)
            .map(p -> p.key() + " " + p.value().key().size() + " " + p.value().value().size())
            .collect();
    assertEquals(Set.of("c0 10 1", "c1 10 2", "c2 10 0", "null 10 0", "c9 0 1"), Set.copyOf(met));
  }

  private Dataset<Customer> customers() {
    return session()
        .createDataFrame(
            List.of(
                new Customer("c0", 30),
                new Customer("c1", 40),
                new Customer("c1", 41),
                new Customer("c9", 50)))
        .as(Customer.class);
  }

  @Test
  void joinsMakePairs() {
    Dataset<Pair<Order, Customer>> joined =
        orders(8).joinWith(customers(), Order::customer, Customer::name);
    assertEquals(
        Set.of("0 30", "4 30", "1 40", "5 40", "1 41", "5 41"),
        Set.copyOf(joined.map(p -> p.key().id() + " " + p.value().age()).collect()));
    assertEquals(
        4,
        orders(8)
            .leftJoinWith(customers(), Order::customer, Customer::name)
            .filter(p -> p.value().isEmpty())
            .count());
  }

  @Test
  void queriesOfAnyShapeMakeRecords() {
    session().createDataFrame(list(60), Order.class).createOrReplaceTempView("placed");
    Dataset<Customer> counted = counted("count(*)");
    assertEquals(
        Set.of("c0=15 56", "c1=15 57", "c2=15 58"),
        Set.copyOf(
            counted
                .joinWith(counted("max(id)"), Customer::name, Customer::name)
                .map(p -> p.key().name() + "=" + p.key().age() + " " + p.value().age())
                .collect()));
  }

  /** A query whose sets of keys share what they read. */
  private Dataset<Customer> counted(String value) {
    String groups =
        "SELECT customer AS name, CAST(%s AS INTEGER) AS age FROM placed WHERE customer IS NOT NULL"
            + " GROUP BY ROLLUP (customer) HAVING GROUPING(customer) = 0";
    return session().query(groups.formatted(value)).as(Customer.class);
  }

  @Test
  void whatDoesNotFitIsNamedAtOnce() {
    DataFrame frame = session().query("SELECT 1 AS id, 'x' AS nam, 2.5e0 AS age");
    assertRefused(
        "there is no column 'name' for Customer.name; did you mean 'nam'?",
        () -> frame.as(Customer.class));
    assertRefused(
        "column 'age': the column is DOUBLE, and Customer.age is int",
        () -> frame.withColumnRenamed("nam", "name").as(Customer.class));
    assertRefused(
        "no column can hold Nested.tags (java.util.List<java.lang.String>)",
        () -> session().createDataFrame(List.of(), Nested.class));
    assertRefused(
        "createDataFrame: there is no record; name the class of the records",
        () -> session().createDataFrame(List.<Customer>of()));
    assertRefused(
        "createDataFrame: record 0 is null",
        () -> session().createDataFrame(Collections.<Customer>singletonList(null)));
  }

  @Test
  void nothingIsReadBeforeObjectsAreAskedFor() {
    DataFrame failing =
        session()
            .query(
                "SELECT 'a' AS name, CAST(1 / (id - id) AS INTEGER) AS age FROM (VALUES (1)) AS"
                    + " v(id)");
    Dataset<Integer> ages = failing.as(Customer.class).map(Customer::age);
    assertTrue(
        assertThrows(SheafException.class, ages::collect)
            .getMessage()
            .contains("division by zero"));
    SheafException e =
        assertThrows(
            SheafException.class, () -> customers().map(c -> c.name().substring(9)).collect());
    assertEquals("USER_CODE", e.code());
    assertTrue(e.getMessage().startsWith("map at DatasetContract.java:"), e.getMessage());
  }
}
