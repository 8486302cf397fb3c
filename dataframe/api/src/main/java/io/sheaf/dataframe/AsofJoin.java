package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.sql.frame.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The last row of one side up to the time of each row of the other one. Rows of the right side are
 * numbered by time; both sides are sorted together, so that each row of the left one knows the last
 * number before it, by which it finds that row in a hash table. It costs a sort, spreads by the
 * columns in {@code using} and spills as sorts and joins do.
 */
final class AsofJoin {
  private static final String NUMBER = "number of match";
  private static final String TIME = "time of match";

  /** 0 on the right side, which comes first where times are equal. */
  private static final String SIDE = "side of match";

  private static final String LAST = "last number of match";

  private final DataFrame left;
  private final DataFrame right;
  private final List<String> using;

  private AsofJoin(DataFrame left, DataFrame right, List<String> using) {
    this.left = left;
    this.right = right;
    this.using = using;
  }

  static DataFrame of(
      DataFrame left, DataFrame right, Column time, Column rightTime, List<String> using) {
    Column on = rightTime.leq(time);
    for (String name : using) {
      on = on.and(left.col(name).eq(right.col(name)));
    }
    left.join(right, on, "left"); // says what is wrong
    return new AsofJoin(left, right, using).joined(time, rightTime);
  }

  private DataFrame joined(Column time, Column rightTime) {
    Column[] keys = using.stream().map(right::col).toArray(Column[]::new);
    Window byTime = Window.partitionBy(keys).orderBy(rightTime);
    DataFrame numbered =
        right.filter(rightTime.isNotNull()).withColumn(NUMBER, Functions.rowNumber().over(byTime));
    DataFrame placed = placed(time, rightTime, numbered);
    Column on = placed.col(LAST).eq(numbered.col(NUMBER));
    for (int i = 0; i < using.size(); i++) {
      on = on.and(placed.col(key(i)).eq(keys[i]));
    }
    List<Column> wanted = new ArrayList<>();
    for (int i = 0; i < left.columns().size(); i++) {
      wanted.add(placed.col(column(i)));
    }
    List<String> shared = using.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<Column> others = right.attributes();
    for (int i = 0; i < others.size(); i++) {
      if (!shared.contains(right.columns().get(i).toLowerCase(Locale.ROOT))) {
        wanted.add(others.get(i));
      }
    }
    DataFrame found = placed.join(numbered, on, "left").select(wanted.toArray(Column[]::new));
    List<Attribute> columns = new ArrayList<>(left.relation().output());
    List<Attribute> made = found.relation().output();
    columns.addAll(made.subList(columns.size(), made.size()));
    return found.known(columns);
  }

  /** The rows of the left side with the number of the last one of the right side up to them. */
  private DataFrame placed(Column time, Column rightTime, DataFrame numbered) {
    List<Column> mine = new ArrayList<>();
    List<Column> theirs = new ArrayList<>();
    List<Column> keys = new ArrayList<>();
    List<Column> columns = left.attributes();
    for (int i = 0; i < columns.size(); i++) {
      DataType type = left.schema().type(i);
      Column none = Functions.lit(null);
      mine.add(columns.get(i).as(column(i)));
      theirs.add((type == DataType.Simple.NULL ? none : none.cast(type)).as(column(i)));
    }
    for (int i = 0; i < using.size(); i++) {
      mine.add(left.col(using.get(i)).as(key(i)));
      theirs.add(right.col(using.get(i)).as(key(i)));
      keys.add(Functions.col(key(i)));
    }
    mine.addAll(
        List.of(
            time.as(TIME),
            Functions.lit(1).as(SIDE),
            Functions.lit(null).cast("bigint").as(NUMBER)));
    theirs.addAll(List.of(rightTime.as(TIME), Functions.lit(0).as(SIDE), numbered.col(NUMBER)));
    Window upTo =
        Window.partitionBy(keys.toArray(Column[]::new))
            .orderBy(Functions.col(TIME).ascNullsFirst(), Functions.col(SIDE))
            .rowsBetween(Window.UNBOUNDED_PRECEDING, Window.CURRENT_ROW);
    return left.select(mine.toArray(Column[]::new))
        .union(numbered.select(theirs.toArray(Column[]::new)))
        .withColumn(LAST, Functions.max(NUMBER).over(upTo))
        .filter(Functions.col(SIDE).eq(1));
  }

  private static String column(int number) {
    return "column " + number;
  }

  private static String key(int number) {
    return "key " + number;
  }
}
