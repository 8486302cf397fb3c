package io.sheaf.engine.usercode;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which classes may be part of code or of the objects that it works on: values, collections and
 * what lambdas are made of in the JDK, by name; what rdds are made of; and the program's own, see
 * {@link UserClasses#use}. All others are refused before they are loaded. As a filter it also
 * bounds what is read. Immutable.
 */
public final class CodeFilter implements ObjectInputFilter {
  private static final int MOST_DEPTH = 500;
  private static final int MOST_REFERENCES = 20_000_000;
  private static final long MOST_BYTES = 1L << 30;

  /** A table of a map has more places than the map has entries. */
  private static final long ELEMENTS_PER_BYTE = 4;

  private static final int LEAST_ELEMENTS = 64;

  /** With the classes inside of them. */
  private static final Map<String, String> JDK_CLASSES =
      Map.of(
          "java.lang.",
          "Boolean Byte Character Double Enum Float Integer Long Number Object Record Short String"
              + " StringBuilder",
          "java.lang.invoke.",
          "SerializedLambda",
          "java.math.",
          "BigDecimal BigInteger MathContext RoundingMode",
          "java.net.",
          "URI",
          "java.sql.",
          "Date Time Timestamp",
          "java.util.",
          "AbstractList AbstractMap ArrayDeque ArrayList Arrays BitSet CollSer Collections"
              + " Comparator Comparators Currency Date EnumMap EnumSet HashMap HashSet"
              + " ImmutableCollections JumboEnumSet KeyValueHolder LinkedHashMap LinkedHashSet"
              + " LinkedList Locale Map Optional OptionalDouble OptionalInt OptionalLong"
              + " PriorityQueue Random RegularEnumSet TreeMap TreeSet UUID Vector",
          "java.util.concurrent.",
          "ConcurrentHashMap ConcurrentSkipListMap ConcurrentSkipListSet CopyOnWriteArrayList"
              + " TimeUnit",
          "java.util.concurrent.atomic.",
          "AtomicBoolean AtomicInteger AtomicLong AtomicReference DoubleAdder LongAdder Striped64",
          "java.util.concurrent.locks.",
          "AbstractOwnableSynchronizer AbstractQueuedSynchronizer ReentrantLock",
          "java.util.regex.",
          "Pattern");

  private static final Set<String> JDK =
      JDK_CLASSES.entrySet().stream()
          .flatMap(e -> Stream.of(e.getValue().split(" ")).map(name -> e.getKey() + name))
          .collect(Collectors.toUnmodifiableSet());

  private static final List<String> JDK_PACKAGES = List.of("java.time.", "java.util.function.");

  /** What the rdds themselves are sent as. */
  private static final List<String> SHEAF_PACKAGES = List.of("io.sheaf.dataframe.rdd.");

  /** And the rows of frames, with the classes inside of these. */
  private static final Set<String> SHEAF =
      Set.of(
          "io.sheaf.columnar.DataType",
          "io.sheaf.columnar.Field",
          "io.sheaf.columnar.Schema",
          "io.sheaf.dataframe.Row",
          "io.sheaf.dataframe.RowObjects");

  private final long mostElements;

  /**
   * @param bytes how long the code is
   */
  CodeFilter(int bytes) {
    this.mostElements = LEAST_ELEMENTS + ELEMENTS_PER_BYTE * bytes;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    boolean tooMuch =
        info.depth() > MOST_DEPTH
            || info.references() > MOST_REFERENCES
            || info.streamBytes() > MOST_BYTES
            || info.arrayLength() > mostElements;
    Class<?> type = info.serialClass(); // hidden where a lambda was made of its written form
    boolean refused = type != null && !type.isHidden() && !allows(type.getName());
    return tooMuch || refused ? Status.REJECTED : type == null ? Status.UNDECIDED : Status.ALLOWED;
  }

  /**
   * Whether objects of the class may be made of bytes; it is not loaded to find that out.
   *
   * @param name as {@link Class#getName} gives it
   */
  public static boolean allows(String name) {
    int dimensions = name.lastIndexOf('[') + 1;
    if (dimensions > 0) {
      return name.charAt(dimensions) != 'L'
          || name.endsWith(";") && allows(name.substring(dimensions + 1, name.length() - 1));
    }
    int inner = name.indexOf('$');
    String outer = inner < 0 ? name : name.substring(0, inner);
    return JDK.contains(outer)
        || SHEAF.contains(outer)
        || JDK_PACKAGES.stream().anyMatch(name::startsWith)
        || SHEAF_PACKAGES.stream().anyMatch(name::startsWith)
        || UserClasses.isOfProgram(name);
  }

  /** Whether an object of the class may be written; what the program writes becomes its own. */
  public static boolean gives(Class<?> type) {
    UserClasses.use(type);
    return allows(type.getName());
  }
}
