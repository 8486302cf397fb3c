package io.sheaf.dataframe.records;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.Nearest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A record class with the columns that hold its components, which have their names and order.
 * Immutable and thread-safe.
 *
 * <p>A component may be a primitive type or its box, a String, an enum (by its name), {@code
 * byte[]}, BigDecimal (DECIMAL(38, 18)), BigInteger, LocalDate, LocalTime, LocalDateTime, Instant,
 * OffsetDateTime (a moment: its offset is not kept), Period (of months), Duration, or an Optional
 * of such. Columns of primitive types are never NULL; an empty Optional is NULL.
 */
public final class RecordSchema<T> {
  private static final ClassValue<RecordSchema<?>> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordSchema<?> computeValue(Class<?> type) {
          return new RecordSchema<>(type);
        }
      };

  /** So many time zones at once have loops that are kept, about. */
  private static final int MOST_LOOPS = 8;

  private final Class<T> type;
  private final List<Component> components;
  private final Schema schema;
  private final Map<ZoneId, RecordReader.Rows> loops = new ConcurrentHashMap<>();

  private RecordSchema(Class<T> type) {
    if (!type.isRecord() || type.getRecordComponents().length == 0) {
      throw SheafException.user(
          "BAD_RECORD",
          type.getName() + " is no record with components, which columns are made of");
    }
    this.type = type;
    this.components = Component.of(type);
    this.schema = new Schema(components.stream().map(Component::field).toList());
  }

  /**
   * The columns of a record class.
   *
   * @throws SheafException (USER, {@code BAD_RECORD}) when it is no record, or no column can hold a
   *     component
   */
  @SuppressWarnings("unchecked") // it is made for this class
  public static <T> RecordSchema<T> of(Class<T> type) {
    return (RecordSchema<T>) KNOWN.get(type);
  }

  /** The record class. */
  public Class<T> type() {
    return type;
  }

  /** A column for each component. */
  public Schema schema() {
    return schema;
  }

  /**
   * Appends a record to columns of the {@link #schema()}.
   *
   * @param value not null
   * @throws SheafException (USER) when it is null or has a value that a column cannot hold
   */
  public void append(T value, List<ColumnBuilder> columns) {
    if (value == null) {
      throw SheafException.user(
          "NULL_VALUE", "there is a null, and a row is made of a " + type.getSimpleName());
    }
    if (!type.isInstance(value)) {
      throw SheafException.user(
          "BAD_RECORD", "a " + value.getClass().getName() + " is no " + type.getName());
    }
    for (int i = 0; i < components.size(); i++) {
      components.get(i).append((Record) value, columns.get(i));
    }
  }

  /** New columns of the {@link #schema()}. */
  public List<ColumnBuilder> builders(int rows) {
    List<ColumnBuilder> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      columns.add(new ColumnBuilder(field.type(), rows));
    }
    return columns;
  }

  /** Records as a batch of rows. */
  public Batch batch(List<? extends T> records) {
    List<ColumnBuilder> builders = builders(records.size());
    records.forEach(value -> append(value, builders));
    List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
    return Batch.frozen(schema, columns, records.size());
  }

  /**
   * Makes records of rows that have, among others, a column of the name of each component, ignoring
   * case, whose values fit without loss.
   *
   * @param rows what the rows have
   * @param zone for components that are OffsetDateTime
   * @throws SheafException (USER) when a column is missing or of another type
   */
  public RecordReader<T> reader(Schema rows, ZoneId zone) {
    int[] columns = new int[components.size()];
    for (int i = 0; i < columns.length; i++) {
      Component component = components.get(i);
      String name = component.field().name();
      columns[i] = rows.indexOf(name);
      if (columns[i] < 0) {
        List<String> names = rows.fields().stream().map(Field::name).toList();
        throw SheafException.user(
            "NO_SUCH_COLUMN",
            "there is no column '" + name + "' for " + component + Nearest.hint(name, names));
      }
      component
          .unreadable(rows.type(columns[i]))
          .ifPresent(
              why -> {
                throw SheafException.user("TYPE_MISMATCH", "column '" + name + "': " + why);
              });
    }
    return new RecordReader<>(columns, loop(zone));
  }

  /** Readers share loops, so that each task finds one that is compiled. */
  private RecordReader.Rows loop(ZoneId zone) {
    if (loops.size() >= MOST_LOOPS && !loops.containsKey(zone)) {
      loops.clear();
    }
    return loops.computeIfAbsent(zone, of -> RecordReader.loop(type, components, of));
  }
}
