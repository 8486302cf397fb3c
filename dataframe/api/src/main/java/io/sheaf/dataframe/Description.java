package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import java.util.ArrayList;
import java.util.List;

/** What is told of columns: one row a statistic, all values as text. */
final class Description {
  private static final List<String> STATISTICS = List.of("count", "mean", "stddev", "min", "max");

  private Description() {}

  static DataFrame of(DataFrame frame, String... names) {
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
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      for (String statistic : STATISTICS) {
        all.add(value(statistic, columns.get(i), fields.get(i).type()).as(statistic + " " + i));
      }
    }
    DataFrame values = frame.select(all.toArray(Column[]::new));
    DataFrame rows = null;
    for (String statistic : STATISTICS) {
      List<Column> row = new ArrayList<>();
      row.add(Functions.lit(STATISTICS.indexOf(statistic)).as("place"));
      row.add(Functions.lit(statistic).cast("varchar").as("summary"));
      for (int i = 0; i < columns.size(); i++) {
        row.add(values.col(statistic + " " + i).as(fields.get(i).name()));
      }
      DataFrame one = values.select(row.toArray(Column[]::new));
      rows = rows == null ? one : rows.union(one);
    }
    return rows.orderBy("place").drop("place");
  }

  private static Column value(String statistic, Column column, DataType type) {
    Column value =
        switch (statistic) {
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
    return value.cast("varchar");
  }
}
