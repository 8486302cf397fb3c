package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.SheafException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of columns: one row a statistic, all values as text. */
final class Description {
  private static final String PLACE = "place of value ";
  private static final String COUNT = "count of values ";
  private static final List<String> STATISTICS = List.of("count", "mean", "stddev", "min", "max");

  private static final List<String> SUMMARY =
      List.of("count", "mean", "stddev", "min", "25%", "50%", "75%", "max");

  private Description() {}

  static DataFrame of(DataFrame frame, String... names) {
    return of(frame, STATISTICS, names);
  }

  static DataFrame summary(DataFrame frame, String... statistics) {
    List<String> wanted = statistics.length == 0 ? SUMMARY : List.of(statistics);
    wanted.forEach(Description::check);
    return of(frame, wanted);
  }

  private static void check(String statistic) {
    if (!STATISTICS.contains(statistic) && !isPercentile(statistic)) {
      throw SheafException.user(
          "BAD_ARGUMENT",
          "summary: there is no statistic \"" + statistic + "\"; there are " + SUMMARY);
    }
  }

  private static boolean isPercentile(String statistic) {
    return statistic.matches("\\d{1,2}(\\.\\d+)?%|100(\\.0+)?%");
  }

  private static DataFrame of(DataFrame frame, List<String> statistics, String... names) {
    List<Field> fields = new ArrayList<>();
    for (Field field : frame.schema().fields()) {
      if (names.length == 0 && (field.type().isNumeric() || field.type().isText())) {
        fields.add(field);
      }
    }
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(frame.col(name));
      fields.add(frame.schema().field(frame.schema().indexOf(name)));
    }
    if (names.length == 0) {
      fields.forEach(field -> columns.add(frame.col(field.name())));
    }
    DataFrame ranked = ranked(frame, statistics, columns, fields);
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      for (String statistic : statistics) {
        Column value =
            isPercentile(statistic)
                ? percentile(statistic, columns.get(i), fields.get(i).type(), i)
                : value(statistic, columns.get(i), fields.get(i).type());
        all.add(value.cast("varchar").as(statistic + " " + i));
      }
    }
    DataFrame values = ranked.select(all.toArray(Column[]::new));
    DataFrame rows = null;
    for (String statistic : statistics) {
      List<Column> row = new ArrayList<>();
      row.add(Functions.lit(statistics.indexOf(statistic)).as("place"));
      row.add(Functions.lit(statistic).cast("varchar").as("summary"));
      for (int i = 0; i < columns.size(); i++) {
        row.add(values.col(statistic + " " + i).as(fields.get(i).name()));
      }
      DataFrame one = values.select(row.toArray(Column[]::new));
      rows = rows == null ? one : rows.union(one);
    }
    return rows.orderBy("place").drop("place");
  }

  /** With the place of each value among those of its column where percentiles are asked for. */
  private static DataFrame ranked(
      DataFrame frame, List<String> statistics, List<Column> columns, List<Field> fields) {
    Map<String, Column> places = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (fields.get(i).type().isNumeric()) {
        Window values = Window.all().orderBy(columns.get(i));
        places.put(PLACE + i, Functions.rowNumber().over(values));
        places.put(COUNT + i, Functions.count(columns.get(i)).over(Window.all()));
      }
    }
    boolean wanted = statistics.stream().anyMatch(Description::isPercentile);
    return wanted && !places.isEmpty() ? frame.withColumns(places) : frame;
  }

  /** The least value that at least this part of the values does not exceed. */
  private static Column percentile(String statistic, Column column, DataType type, int number) {
    if (!type.isNumeric()) {
      return Functions.lit(null);
    }
    BigDecimal part =
        new BigDecimal(statistic.substring(0, statistic.length() - 1)).movePointLeft(2);
    Column place = Functions.col(PLACE + number);
    Column reached = place.geq(Functions.col(COUNT + number).multiply(part));
    return Functions.min(column).filter(reached);
  }

  private static Column value(String statistic, Column column, DataType type) {
    return switch (statistic) {
      case "count" -> Functions.count(column);
      case "min" -> Functions.min(column);
      case "max" -> Functions.max(column);
      default ->
          !type.isNumeric()
              ? Functions.lit(null)
              : statistic.equals("mean")
                  ? Functions.avg(column.cast("double"))
                  : Functions.stddev(column);
    };
  }
}
