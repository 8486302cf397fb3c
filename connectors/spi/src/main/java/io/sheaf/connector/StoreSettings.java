package io.sheaf.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stores are told beside paths, such as regions and credentials. All sessions of a JVM share
 * them, and workers get them with each query. Immutable; values may be secret, so that it never
 * prints them.
 */
public final class StoreSettings {
  private static volatile StoreSettings present = new StoreSettings(Map.of());

  /** What was set by nobody in particular. */
  private static Map<String, String> common = Map.of();

  /** What each owner told; who came last comes last. */
  private static final Map<Object, Map<String, String>> OWNED = new LinkedHashMap<>();

  private final Map<String, String> values;

  private StoreSettings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * One thing that a store can be told.
   *
   * @param key begins with the store's scheme, as {@code s3.region}; behind {@code s3.bucket.NAME.}
   *     in the place of {@code s3.} it is for one bucket
   * @param secret whether nobody may see its value
   * @param description one sentence
   */
  public record Key(String key, boolean secret, String description) {
    /** Whether a key is this one, for all or for one bucket. */
    public boolean matches(String other) {
      int dot = key.indexOf('.') + 1;
      String name = key.substring(dot - 1);
      return other.equals(key)
          || other.startsWith(key.substring(0, dot) + "bucket.")
              && other.endsWith(name)
              && other.length() > dot + "bucket.".length() + name.length();
    }
  }

  /** Those of this JVM at this moment. */
  public static StoreSettings present() {
    return present;
  }

  /**
   * Puts these in the place of what the same owner told before. What others told stays; where two
   * told the same key, the later one counts while it is there.
   *
   * @param owner who {@link #forget}s them at its end; compared by its equals
   * @param values empty texts stand for none
   */
  public static synchronized void tell(Object owner, Map<String, String> values) {
    Map<String, String> set = new TreeMap<>(values);
    set.values().removeIf(String::isEmpty);
    OWNED.remove(owner);
    if (!set.isEmpty()) {
      OWNED.put(owner, set);
    }
    merge();
  }

  /** Forgets what this owner told. */
  public static synchronized void forget(Object owner) {
    if (OWNED.remove(owner) != null) {
      merge();
    }
  }

  private static void merge() {
    Map<String, String> all = new TreeMap<>(common);
    OWNED.values().forEach(all::putAll);
    present = new StoreSettings(all);
  }

  /**
   * Changes those of this JVM that no owner told.
   *
   * @param value null or empty for none
   */
  public static synchronized void change(String key, String value) {
    Map<String, String> next = new TreeMap<>(common);
    if (value == null || value.isEmpty()) {
      next.remove(key);
    } else {
      next.put(key, value);
    }
    common = next;
    merge();
  }

  /** Puts others in the place of those of this JVM. */
  public static synchronized void replace(Map<String, String> values) {
    if (!present.values.equals(values)) {
      OWNED.clear();
      common = new TreeMap<>(values);
      merge();
    }
  }

  /** What is set, secrets included: only to be sent to those who compute for this JVM. */
  public Map<String, String> secrets() {
    return java.util.Collections.unmodifiableMap(values);
  }

  /** What is set for a bucket, or else for all. */
  public Optional<String> get(String scheme, String bucket, String name) {
    String own = values.get(scheme + ".bucket." + bucket + "." + name);
    return Optional.ofNullable(own != null ? own : values.get(scheme + "." + name));
  }

  @Override
  public String toString() {
    return "StoreSettings" + values.keySet();
  }
}
