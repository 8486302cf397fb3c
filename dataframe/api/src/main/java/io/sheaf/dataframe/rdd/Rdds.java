package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.ObjectFiles;
import io.sheaf.dataframe.rdd.task.Reader;
import io.sheaf.dataframe.rdd.task.Readers;
import io.sheaf.dataframe.rdd.task.TaskScope;
import io.sheaf.dataframe.rdd.task.TextLines;
import io.sheaf.dataframe.rdd.task.WholeFiles;
import io.sheaf.engine.usercode.UserClasses;
import io.sheaf.objects.ObjectCodec;
import io.sheaf.plan.PhysicalPlan;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes rdds for a session. Thread-safe. */
public final class Rdds {
  private final Jobs jobs;

  public Rdds(Jobs jobs) {
    this.jobs = jobs;
  }

  Jobs jobs() {
    return jobs;
  }

  /** An rdd of a list, in as many partitions as there are threads. */
  public <T> Rdd<T> parallelize(List<? extends T> elements) {
    return parallelize(elements, jobs.parallelism());
  }

  /**
   * An rdd of a list as it is now, in its order, in partitions of about the same size; some are
   * empty when there are fewer elements.
   *
   * <pre>{@code
   * session.parallelize(List.of(1, 2, 3), 2).map(i -> i * i).collect(); // [1, 4, 9]
   * }</pre>
   */
  public <T> Rdd<T> parallelize(List<? extends T> elements, int partitions) {
    CallSite site = CallSite.of("parallelize");
    positive(partitions);
    ObjectCodec codec = TaskScope.codec();
    List<byte[]> slices = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      int from = (int) ((long) elements.size() * p / partitions);
      int to = (int) ((long) elements.size() * (p + 1) / partitions);
      slices.add(codec.toBytes(new ArrayList<>(elements.subList(from, to))));
    }
    return origin(site, new Readers.Slice(), slices, partitions);
  }

  /** Pairs of a list, in as many partitions as there are threads. */
  public <K, V> PairRdd<K, V> parallelizePairs(List<Pair<K, V>> elements) {
    return PairRdd.of(parallelize(elements));
  }

  /** Pairs of a list. */
  public <K, V> PairRdd<K, V> parallelizePairs(List<Pair<K, V>> elements, int partitions) {
    return PairRdd.of(parallelize(elements, partitions));
  }

  /** An rdd without elements, in one partition. */
  public <T> Rdd<T> empty() {
    return parallelize(List.of(), 1);
  }

  /** The numbers from {@code from} to {@code to}, which is not one of them. */
  public Rdd<Long> range(long from, long to) {
    return range(from, to, 1, jobs.parallelism());
  }

  /**
   * Every {@code step}-th number from {@code from} to {@code to}, which is not one of them.
   *
   * @param step may be negative, not 0
   */
  public Rdd<Long> range(long from, long to, long step, int partitions) {
    CallSite site = CallSite.of("range");
    positive(partitions);
    if (step == 0) {
      throw SheafException.user("BAD_ARGUMENT", "the step of a range is not 0");
    }
    boolean empty = step > 0 ? from >= to : from <= to;
    long distance = step > 0 ? Math.subtractExact(to, from) : Math.subtractExact(from, to);
    long count = empty ? 0 : (distance - 1) / Math.abs(step) + 1;
    Reader numbers = new Readers.Numbers(from, step, count, partitions);
    return origin(site, numbers, List.of(), partitions);
  }

  /** The lines of text files (UTF-8), in as many partitions as there are threads, or more. */
  public Rdd<String> textFile(String path) {
    return textFile(path, jobs.parallelism());
  }

  /**
   * The lines of text files (UTF-8), without their ends, in the order of the files' names.
   *
   * @param path a file, a folder or a glob
   * @param leastPartitions large files are cut into pieces, so that there are so many partitions;
   *     each file begins a new one
   * @throws SheafException (USER) when there is no such file
   */
  public Rdd<String> textFile(String path, int leastPartitions) {
    CallSite site = CallSite.of("textFile");
    positive(leastPartitions);
    TextLines lines = TextLines.of(path, leastPartitions);
    return origin(site, lines, List.of(), lines.pieces().size());
  }

  /** Pairs of the path of each file and its text (UTF-8), in the order of the files' names. */
  public PairRdd<String, String> wholeTextFiles(String path) {
    return wholeFiles(CallSite.of("wholeTextFiles"), path, true);
  }

  /** Pairs of the path of each file and its bytes, in the order of the files' names. */
  public PairRdd<String, byte[]> binaryFiles(String path) {
    return wholeFiles(CallSite.of("binaryFiles"), path, false);
  }

  private <V> PairRdd<String, V> wholeFiles(CallSite site, String path, boolean text) {
    WholeFiles files = WholeFiles.of(path, jobs.parallelism(), text);
    return new PairRdd<>(this, new Lineage.Origin(site, files, List.of(), files.paths().size()));
  }

  /** A value that reaches each JVM in a compact form and is shared by all tasks there. */
  public <T> Broadcast<T> broadcast(T value) {
    return new Broadcast<>(UUID.randomUUID().toString(), value);
  }

  /**
   * An rdd of the rows of a query, for {@link io.sheaf.dataframe.DataFrame#rdd}.
   *
   * @param rows makes the plan of them for each job, in so many partitions
   * @param reader makes the elements of them
   */
  public <T> Rdd<T> ofRows(Supplier<PhysicalPlan> rows, Reader reader, int partitions) {
    return new Rdd<>(this, new Lineage.Queried(CallSite.of("rdd"), rows, reader, partitions));
  }

  /**
   * The elements that {@link Rdd#saveAsObjectFile} has written, in the same partitions and order.
   *
   * @param type of the elements: it and the classes beside it may be in the files
   */
  public <T> Rdd<T> objectFile(String folder, Class<T> type) {
    CallSite site = CallSite.of("objectFile");
    UserClasses.use(type);
    ObjectFiles files = ObjectFiles.of(folder);
    return origin(site, files, List.of(), files.paths().size());
  }

  /**
   * Objects of these classes, and of all in the same jars or folders, may be sent and come back.
   * That is only to be said of classes that no lambda's types name and of which the program has
   * given no object, such as those of a library that makes them where the data is.
   */
  public void allow(Class<?>... types) {
    List.of(types).forEach(UserClasses::use);
  }

  /**
   * The classes of a jar, or of a folder of class files, are the program's from now on: lambdas
   * find them by their thread's context class loader, on workers, too.
   *
   * @throws SheafException (USER) when there is no such file
   */
  public void addJar(Path jar) {
    if (!Files.exists(jar)) {
      throw SheafException.user("NO_SUCH_FILE", "there is no file " + jar);
    }
    try {
      UserClasses.addJar(jar.toUri().toURL());
    } catch (MalformedURLException e) {
      throw SheafException.user("BAD_ARGUMENT", "not the path of a jar: " + jar);
    }
  }

  /** A number that lambdas add to. */
  public Accumulator<Long> longAccumulator() {
    return accumulator(0L, Long::sum);
  }

  /** The same with parts. */
  public Accumulator<Double> doubleAccumulator() {
    return accumulator(0., Double::sum);
  }

  /**
   * A value that lambdas add to.
   *
   * @param zero what it is first; adding it changes nothing
   * @param merge makes one of two; associative and commutative
   */
  public <T> Accumulator<T> accumulator(T zero, RddBiFunction<T, T, T> merge) {
    CallSite site = CallSite.of("accumulator");
    RddBiFunction<T, T, T> sent = Closure.frozen(site, merge);
    return new Accumulator<>(UUID.randomUUID().toString(), site, zero, sent);
  }

  private <T> Rdd<T> origin(CallSite site, Reader reader, List<byte[]> slices, int partitions) {
    return new Rdd<>(this, new Lineage.Origin(site, reader, slices, partitions));
  }

  static void positive(int partitions) {
    if (partitions < 1) {
      throw SheafException.user("BAD_ARGUMENT", "an rdd has at least one partition");
    }
  }
}
