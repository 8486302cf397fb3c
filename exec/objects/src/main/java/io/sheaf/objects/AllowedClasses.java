package io.sheaf.objects;

/** Of which classes objects may be. Thread-safe. */
public interface AllowedClasses {
  /** Whether objects of a class may be made of bytes; it is asked before the class is loaded. */
  boolean mayRead(String name);

  /** Whether objects of a class may be written. */
  boolean mayWrite(Class<?> type);
}
