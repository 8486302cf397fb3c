package io.sheaf.columnar.client;

import java.util.List;
import java.util.Map;

/** Opens sessions. Found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface SessionProvider {
  /**
   * A new session, owned by the caller.
   *
   * @param settings by key, as {@code SET} takes them
   * @throws io.sheaf.columnar.SheafException (USER) for an unknown key or a bad value
   */
  ClientSession open(Map<String, String> settings);

  /** All settings with their defaults. */
  List<SettingInfo> settings();

  /**
   * @param value its default, as text
   * @param description one sentence
   */
  record SettingInfo(String key, String value, String description) {}
}
