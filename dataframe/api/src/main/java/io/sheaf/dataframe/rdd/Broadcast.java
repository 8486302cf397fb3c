package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.task.TaskScope;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A value that many lambdas use: it travels in a compact form and is made once in each JVM, where
 * all tasks share it. Nobody may change it. Thread-safe.
 *
 * <pre>{@code
 * Broadcast<Map<String, String>> names = session.rdds().broadcast(Map.of("AT", "Austria"));
 * codes.map(code -> names.value().get(code));
 * }</pre>
 */
public final class Broadcast<T> implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Map<String, SoftReference<Object>> MADE = new ConcurrentHashMap<>();

  private final String id;
  private final byte[] bytes;

  /**
   * @param id no other one has it
   */
  Broadcast(String id, T value) {
    this.id = id;
    this.bytes = TaskScope.codec().toBytes(value);
  }

  /** The value; may be null. */
  @SuppressWarnings("unchecked") // it was one when it was written
  public T value() {
    SoftReference<Object> known = MADE.get(id);
    Object value = known == null ? null : known.get();
    if (value == null) {
      value = TaskScope.codec().read(bytes, 0, bytes.length);
      MADE.put(id, new SoftReference<>(value));
    }
    return (T) value;
  }
}
