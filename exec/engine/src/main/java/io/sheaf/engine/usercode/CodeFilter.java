package io.sheaf.engine.usercode;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Set;

/**
 * Which classes may be part of code or of its objects: those of the program and of its libraries,
 * and of the JDK only values, collections and what a lambda is made of. Stateless.
 */
public final class CodeFilter implements ObjectInputFilter {
  private static final Set<String> ALLOWED =
      Set.of(
          "java.lang.invoke.SerializedLambda",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Double",
          "java.lang.Enum",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Number",
          "java.lang.Object",
          "java.lang.Record",
          "java.lang.Short",
          "java.lang.String",
          "java.lang.StringBuilder",
          "java.net.URI");
  private static final List<String> ALLOWED_PACKAGES =
      List.of("java.math.", "java.time.", "java.util.");
  private static final List<String> REFUSED_PACKAGES =
      List.of(
          "java.util.jar.",
          "java.util.logging.",
          "java.util.prefs.",
          "java.util.zip.",
          "java.util.spi.",
          "java.util.ServiceLoader");

  @Override
  public Status checkInput(FilterInfo info) {
    Class<?> type = info.serialClass();
    return type == null ? Status.UNDECIDED : allows(type) ? Status.ALLOWED : Status.REJECTED;
  }

  /** Whether objects of the class may be made of bytes. */
  public static boolean allows(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.componentType();
    }
    return element.isPrimitive() || !isOfJdk(element) || allows(element.getName());
  }

  private static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static boolean allows(String name) {
    return ALLOWED.contains(name)
        || ALLOWED_PACKAGES.stream().anyMatch(name::startsWith)
            && REFUSED_PACKAGES.stream().noneMatch(name::startsWith);
  }
}
