package io.sheaf.dataframe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last row of one side up to the time of each row of the other one. */
final class AsofJoin {
  private static final String ROW = "number of row";
  private static final String PLACE = "place of match";

  private AsofJoin() {}

  static DataFrame of(
      DataFrame left, DataFrame right, Column time, Column rightTime, List<String> using) {
    Column number = Functions.rowNumber().over(Window.all());
    DataFrame numbered = left.withColumn(ROW, number);
    Column on = rightTime.leq(time);
    for (String name : using) {
      on = on.and(left.col(name).eq(right.col(name)));
    }
    Column row = numbered.col(ROW);
    Window matches = Window.partitionBy(row).orderBy(rightTime.desc());
    List<Column> wanted = new ArrayList<>(left.attributes());
    List<String> shared = using.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<Column> others = right.attributes();
    for (int i = 0; i < others.size(); i++) {
      if (!shared.contains(right.columns().get(i).toLowerCase(Locale.ROOT))) {
        wanted.add(others.get(i));
      }
    }
    return numbered
        .join(right, on, "left")
        .withColumn(PLACE, Functions.rowNumber().over(matches))
        .filter(Functions.col(PLACE).eq(1))
        .select(wanted.toArray(Column[]::new));
  }
}
