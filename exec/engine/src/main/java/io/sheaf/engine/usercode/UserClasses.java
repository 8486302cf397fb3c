package io.sheaf.engine.usercode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * The classes that code may name in this JVM: those of the class path, of class loaders that the
 * program has (in the driver's JVM), and of the driver (in a worker). Thread-safe.
 */
public final class UserClasses {
  private static final Set<ClassLoader> LOADERS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static volatile ClassLoader all = new Loader(name -> null);

  private UserClasses() {}

  /** Classes of this loader may be named, and are given to workers. */
  public static void add(ClassLoader loader) {
    if (loader != null && loader != ClassLoader.getSystemClassLoader() && loader != all) {
      LOADERS.add(loader);
    }
  }

  /**
   * What is not here comes from elsewhere from now on.
   *
   * @param source gives the bytes of a class file by the name of the class; null where there is
   *     none
   */
  public static void fetchBy(Function<String, byte[]> source) {
    all = new Loader(source);
  }

  /** Finds all of them. */
  public static ClassLoader loader() {
    return all;
  }

  /** The class file of a class of the program, for a JVM that has not got it. */
  public static Optional<byte[]> classFile(String name) {
    if (name.indexOf('/') >= 0 || name.startsWith(".")) {
      return Optional.empty(); // no name of a class, but maybe one of another file
    }
    String path = name.replace('.', '/') + ".class";
    Optional<byte[]> found = read(ClassLoader.getSystemClassLoader(), path);
    for (ClassLoader loader : Set.copyOf(LOADERS)) {
      found = found.or(() -> read(loader, path));
    }
    return found;
  }

  private static Optional<byte[]> read(ClassLoader loader, String path) {
    try (InputStream in = loader.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Loader extends ClassLoader {
    private final Function<String, byte[]> source;

    static {
      registerAsParallelCapable();
    }

    Loader(Function<String, byte[]> source) {
      super("sheaf-user-code", ClassLoader.getSystemClassLoader());
      this.source = source;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      for (ClassLoader loader : Set.copyOf(LOADERS)) {
        try {
          return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
          // Maybe another one has it.
        }
      }
      byte[] bytes = source.apply(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
