package io.sheaf.dataframe;

import io.sheaf.columnar.client.SessionProvider.SettingInfo;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A session's settings, which change while it lives; a statement keeps those it began with.
 * Thread-safe.
 */
public final class SessionConf {
  private final Settings initial;
  private final BiConsumer<Settings, Settings> listener;
  private Settings present;

  SessionConf(Settings initial, BiConsumer<Settings, Settings> listener) {
    this.initial = initial;
    this.present = initial;
    this.listener = listener;
  }

  /** All values at this moment. */
  public synchronized Settings settings() {
    return present;
  }

  /** The value of a setting, as {@code SHOW SETTINGS} prints it. */
  public String get(String key) {
    return settings().get(key);
  }

  /**
   * @throws io.sheaf.columnar.SheafException (USER) for an unknown key or a value that it does not
   *     take
   */
  public synchronized void set(String key, String value) {
    change(present.with(key, value));
  }

  /** Puts a key back to what the session was opened with. */
  public synchronized void reset(String key) {
    change(present.with(key, initial.raw(key)));
  }

  /** Puts all keys back to what the session was opened with. */
  public synchronized void resetAll() {
    change(initial);
  }

  /** Every key with its present value and what it means. */
  public List<SettingInfo> all() {
    return settings().all();
  }

  private void change(Settings next) {
    listener.accept(present, next);
    present = next;
  }
}
