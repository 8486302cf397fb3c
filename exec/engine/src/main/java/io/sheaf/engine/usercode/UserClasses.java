package io.sheaf.engine.usercode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The classes that code may name in this JVM: those of the class path, of class loaders and jars
 * that the program has (in the driver's JVM), and of the driver (in a worker). Thread-safe.
 */
public final class UserClasses {
  private static final Set<ClassLoader> LOADERS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static final Set<ClassLoader> JARS = ConcurrentHashMap.newKeySet();
  private static final ProgramClasses PROGRAM = new ProgramClasses();
  private static volatile Function<String, Given> driver;
  private static volatile ClassLoader all = new Loader();

  /**
   * What the driver says of a class.
   *
   * @param bytes of the class file; empty where there is none
   * @param ofProgram whether objects of it may be made of what is sent
   */
  public record Given(byte[] bytes, boolean ofProgram) {}

  private UserClasses() {}

  /**
   * A class that the program uses: it and what lies beside it may be sent and made again, and is
   * given to workers. Those of Sheaf, the JDK and, in a worker, all that the driver has not given
   * are left as they are.
   */
  public static void use(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (driver != null) {
      return;
    }
    if (loader != null && loader != ClassLoader.getSystemClassLoader() && loader != all) {
      LOADERS.add(loader);
    }
    PROGRAM.add(type);
  }

  /** The classes of a jar or folder are the program's from now on. */
  public static void addJar(URL jar) {
    JARS.add(new URLClassLoader(new URL[] {jar}, ClassLoader.getSystemClassLoader()));
    PROGRAM.addPlace(jar.getPath().endsWith("/") ? jar.toString() : "jar:" + jar + "!/");
  }

  /** This is a worker: what is not here comes from elsewhere from now on. */
  public static void fetchBy(Function<String, Given> source) {
    driver = source;
    all = new Loader();
  }

  /** Finds all of them. */
  public static ClassLoader loader() {
    return all;
  }

  /** Whether a class is the program's own; it is not loaded for that. */
  public static boolean isOfProgram(String name) {
    if (PROGRAM.has(name)) {
      return true;
    }
    Function<String, Given> source = driver;
    if (source == null) {
      return PROGRAM.find(name, loaders());
    }
    if (source.apply(name).ofProgram()) {
      PROGRAM.add(name);
      return true;
    }
    return false;
  }

  /** What a driver tells a worker of a class. */
  public static Given given(String name) {
    if (name.indexOf('/') >= 0 || name.startsWith(".")) {
      return new Given(new byte[0], false); // no name of a class, but maybe one of another file
    }
    return new Given(classFile(name).orElse(new byte[0]), isOfProgram(name));
  }

  /** The class file of a class that code may name. */
  public static Optional<byte[]> classFile(String name) {
    for (ClassLoader loader : loaders()) {
      try (InputStream in = loader.getResourceAsStream(path(name))) {
        if (in != null) {
          return Optional.of(in.readAllBytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.empty();
  }

  static String path(String className) {
    return className.replace('.', '/') + ".class";
  }

  private static List<ClassLoader> loaders() {
    List<ClassLoader> loaders = new ArrayList<>();
    loaders.add(ClassLoader.getSystemClassLoader());
    loaders.addAll(JARS);
    synchronized (LOADERS) {
      loaders.addAll(LOADERS);
    }
    return loaders;
  }

  private static final class Loader extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    Loader() {
      super("sheaf-user-code", ClassLoader.getSystemClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      for (ClassLoader loader : loaders()) {
        try {
          return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
          // Maybe another one has it.
        }
      }
      Function<String, Given> source = driver;
      byte[] bytes = source == null ? new byte[0] : source.apply(name).bytes();
      if (bytes.length == 0) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
