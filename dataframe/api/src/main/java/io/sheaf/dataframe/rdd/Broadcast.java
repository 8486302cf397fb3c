package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.task.TaskScope;
import io.sheaf.engine.usercode.CodeBytes;
import io.sheaf.plan.SerializedCode.Value;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A value that many lambdas use: it travels once to each JVM, in a compact form, and is made once
 * there, where all tasks share it. Nobody may change it. Thread-safe.
 *
 * <pre>{@code
 * Broadcast<Map<String, String>> names = session.rdds().broadcast(Map.of("AT", "Austria"));
 * codes.map(code -> names.value().get(code));
 * }</pre>
 */
public final class Broadcast<T> implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Map<String, SoftReference<Made>> MADE = new ConcurrentHashMap<>();

  private transient Value form;

  /** The value, which may be null, in this JVM. */
  private record Made(Object value) {}

  /**
   * @param id no other one has it
   */
  Broadcast(String id, T value) {
    this.form = new Value(id, TaskScope.codec().toBytes(value));
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    CodeBytes.share(out, form);
  }

  private void readObject(ObjectInputStream in) throws IOException {
    form = CodeBytes.shared(in);
  }

  /** The value; may be null. */
  @SuppressWarnings("unchecked") // it was one when it was written
  public T value() {
    SoftReference<Made> known = MADE.get(form.id());
    Made made = known == null ? null : known.get();
    return (T) (made == null ? make() : made).value();
  }

  /** Makes it once, also where several tasks wish for it at a time. */
  private Made make() {
    synchronized (MADE) {
      SoftReference<Made> known = MADE.get(form.id());
      Made made = known == null ? null : known.get();
      if (made == null) {
        made = new Made(TaskScope.codec().read(form.bytes(), 0, form.bytes().length));
        MADE.put(form.id(), new SoftReference<>(made));
      }
      return made;
    }
  }
}
