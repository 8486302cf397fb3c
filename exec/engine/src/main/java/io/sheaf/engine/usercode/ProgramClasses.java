package io.sheaf.engine.usercode;

import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which classes are the program's own: those that lie in a folder or jar from which the program has
 * given a class, be it that of a lambda, one that its types name, or one of an object that it
 * captures. Sheaf's and the JDK's are none of them. Thread-safe.
 */
final class ProgramClasses {
  /** One of each module whose objects are part of code. */
  private static final List<String> SHEAF =
      List.of(
          "io.sheaf.engine.usercode.UserClasses",
          "io.sheaf.dataframe.rdd.Pair",
          "io.sheaf.columnar.Schema");

  private final Set<String> places = ConcurrentHashMap.newKeySet();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /** The class is the program's, and so are those beside it. */
  void add(Class<?> given) {
    Class<?> type = given;
    while (type.isArray()) {
      type = type.componentType();
    }
    if (type.isPrimitive() || isOfJdk(type) || names.contains(type.getName())) {
      return;
    }
    String place = place(type.getClassLoader(), type.getName());
    if (place == null) {
      names.add(type.getName()); // it was made of no file
    } else if (!isSheaf(place)) {
      names.add(type.getName());
      places.add(place);
    } else if (!type.getName().startsWith("io.sheaf.")) {
      names.add(type.getName()); // one jar holds the program, its libraries and Sheaf
    }
  }

  /** All classes of a folder or jar are the program's. */
  void addPlace(String place) {
    places.add(place);
  }

  /** The class is known to be the program's. */
  void add(String name) {
    names.add(name);
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /** Looks for the class without loading it. */
  boolean find(String name, Collection<ClassLoader> loaders) {
    for (ClassLoader loader : loaders) {
      String place = place(loader, name);
      if (place != null && places.contains(place)) {
        names.add(name);
        return true;
      }
    }
    return false;
  }

  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static boolean isSheaf(String place) {
    ClassLoader loader = ProgramClasses.class.getClassLoader();
    return SHEAF.stream().anyMatch(name -> place.equals(place(loader, name)));
  }

  /** The folder or jar that the class file is in; null where there is no file. */
  private static String place(ClassLoader loader, String name) {
    String path = UserClasses.path(name);
    URL file = loader.getResource(path);
    return file == null || !file.toString().endsWith(path)
        ? null
        : file.toString().substring(0, file.toString().length() - path.length());
  }
}
