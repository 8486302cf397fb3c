package io.sheaf.dataframe.bench;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The programs as one writes them for Spark in Java. */
final class SparkPrograms implements Programs {
  private final SparkSession session;
  private final JavaSparkContext context;
  private final String folder;
  private final int threads;

  SparkPrograms(String folder, int threads) {
    this.session =
        SparkSession.builder()
            .appName("Rdd benchmark")
            .master("local[" + threads + "]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.local.dir", folder + "/spark")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .getOrCreate();
    this.context = new JavaSparkContext(session.sparkContext());
    this.folder = folder;
    this.threads = threads;
  }

  @Override
  public long run(Program program) {
    return switch (program) {
      case WORDS -> words();
      case REDUCE_BY_KEY -> reduceByKey();
      case SORT_BY_KEY -> sortByKey();
      case JOIN -> join();
      case TYPED_FILTER -> typedFilter();
    };
  }

  /** There is no range in Spark's Java API but this one. */
  private JavaRDD<Long> range(long end) {
    return context.sc().range(0, end, 1, threads).toJavaRDD().map(i -> (Long) i);
  }

  private long words() {
    return context
        .textFile(folder + "/" + Inputs.TEXT)
        .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
        .mapToPair(word -> new Tuple2<>(word, 1))
        .reduceByKey(Integer::sum)
        .map(pair -> Program.sum(pair._1(), pair._2()))
        .reduce(Long::sum);
  }

  private long reduceByKey() {
    return range(Program.PAIRS)
        .mapToPair(i -> new Tuple2<>(Program.key(i), i))
        .reduceByKey(Long::sum)
        .map(pair -> pair._1() ^ pair._2())
        .reduce(Long::sum);
  }

  private long sortByKey() {
    return range(Program.NUMBERS)
        .mapToPair(i -> new Tuple2<>(Program.scattered(i), i))
        .sortByKey()
        .mapPartitions(SparkPrograms::checked)
        .reduce(Long::sum);
  }

  private static Iterator<Long> checked(Iterator<Tuple2<Long, Long>> pairs) {
    long last = Long.MIN_VALUE;
    long sum = 0;
    while (pairs.hasNext()) {
      Tuple2<Long, Long> pair = pairs.next();
      sum += last <= pair._1() ? pair._2() : -1;
      last = pair._1();
    }
    return List.of(sum).iterator();
  }

  private long join() {
    JavaPairRDD<Long, Long> few = range(Program.KEYS).mapToPair(i -> new Tuple2<>(i, 3 * i));
    return range(Program.NUMBERS)
        .mapToPair(i -> new Tuple2<>(Program.key(i), i))
        .join(few)
        .map(pair -> pair._2()._1() ^ pair._2()._2())
        .reduce(Long::sum);
  }

  private long typedFilter() {
    return session
        .read()
        .parquet(folder + "/" + Inputs.PARQUET)
        .as(Encoders.bean(OrderBean.class))
        .filter(
            (FilterFunction<OrderBean>)
                order -> order.getPrice() > 50_000 && order.getRemark().endsWith("7"))
        .count();
  }

  @Override
  public void close() {
    session.stop();
  }
}
