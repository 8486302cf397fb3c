package io.sheaf.cluster.log;

import io.sheaf.columnar.SheafException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events as lines of JSON and back: an object of the event's name, the time of day and its
 * components, those of records within it beside its own. A record in a list is an array of its
 * components.
 */
public final class LogLine {
  private static final String EVENT = "event";
  private static final String TIME = "time";
  private static final DateTimeFormatter TO_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private LogLine() {}

  /**
   * The line, without its end.
   *
   * @param time of day when it is written
   */
  public static String of(LogEvent event, Instant time) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(EVENT, event.getClass().getSimpleName());
    fields.put(TIME, TO_MILLIS.format(time));
    collect((Record) event, fields);
    return Json.print(fields);
  }

  private static void collect(Record record, Map<String, Object> fields) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = get(component, record);
      if (value instanceof Record inner) {
        collect(inner, fields);
      } else {
        fields.put(component.getName(), plain(value));
      }
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(LogLine::plain).toList();
      case Record record -> {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          values.add(plain(get(component, record)));
        }
        yield values;
      }
      default -> value;
    };
  }

  private static Object get(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record without accessor: " + record.getClass(), e);
    }
  }

  /**
   * The event of a line.
   *
   * @throws SheafException (EXTERNAL) when the line is none
   */
  public static LogEvent parse(String line) {
    if (Json.parse(line) instanceof Map<?, ?> fields) {
      for (Class<?> kind : LogEvent.class.getPermittedSubclasses()) {
        if (kind.getSimpleName().equals(fields.get(EVENT))) {
          return (LogEvent) record(kind, fields);
        }
      }
    }
    throw Json.damaged(null);
  }

  private static Object record(Class<?> type, Map<?, ?> fields) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      RecordComponent c = components[i];
      values[i] =
          c.getType().isRecord()
              ? record(c.getType(), fields)
              : value(c.getGenericType(), fields.get(c.getName()));
    }
    return make(type, values);
  }

  private static Object make(Class<?> type, Object[] values) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < types.length; i++) {
        types[i] = components[i].getType();
      }
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw Json.damaged(e);
    }
  }

  private static Object value(Type type, Object json) {
    if (json instanceof List<?> list && type instanceof ParameterizedType p) {
      return list.stream().map(each -> value(p.getActualTypeArguments()[0], each)).toList();
    }
    if (json instanceof List<?> list && type instanceof Class<?> c && c.isRecord()) {
      RecordComponent[] components = c.getRecordComponents();
      if (list.size() != components.length) {
        throw Json.damaged(null);
      }
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(components[i].getGenericType(), list.get(i));
      }
      return make(c, values);
    }
    if (json instanceof String s && type instanceof Class<?> c && c.isEnum()) {
      for (Object constant : c.getEnumConstants()) {
        if (constant.toString().equals(s)) {
          return constant;
        }
      }
      throw Json.damaged(null);
    }
    return json instanceof Long n && type == int.class ? (Object) n.intValue() : json;
  }
}
