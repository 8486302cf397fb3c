package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Which component of a record a method reference names. */
final class Accessors {
  private Accessors() {}

  /** {@code accessor}: {@code Order::total}. */
  static String component(Class<?> type, Serializable accessor) {
    String method = "";
    String owner = "";
    try {
      Method replace = accessor.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      if (replace.invoke(accessor) instanceof SerializedLambda lambda) {
        method = lambda.getImplMethodName();
        owner = lambda.getImplClass().replace('/', '.');
      }
    } catch (ReflectiveOperationException e) {
      // no method reference
    }
    String name = method;
    if (owner.equals(type.getName())
        && Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(name))) {
      return name;
    }
    String example = type.getRecordComponents()[0].getName();
    throw SheafException.user(
        "BAD_ARGUMENT",
        "col: takes an accessor of the record, as " + type.getSimpleName() + "::" + example);
  }
}
