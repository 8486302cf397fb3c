package io.sheaf.dataframe.rdd;

import io.sheaf.engine.usercode.CodeBytes;
import io.sheaf.engine.usercode.UserClasses;
import java.io.IOException;
import java.io.Serializable;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds out what a lambda has captured that cannot be sent, in the words of its source. */
final class Captured {
  private static final int DEEPEST = 8;

  private Captured() {}

  /**
   * @param className of what cannot be sent
   */
  static String culprit(Object lambda, String className) {
    Optional<SerializedLambda> form = form(lambda);
    if (form.isEmpty()) {
      return path(lambda, "this", 0).orElse("it holds a " + className);
    }
    Optional<CodeModel> body = body(form.get());
    for (int i = 0; i < form.get().getCapturedArgCount(); i++) {
      Object value = form.get().getCapturedArg(i);
      if (!isSendable(value)) {
        boolean isThis = isInstance(form.get()) && i == 0;
        return captured(value, isThis ? "this" : name(body, i), body) + line(body);
      }
    }
    return "it captures a " + className + line(body);
  }

  private static String captured(Object value, String name, Optional<CodeModel> body) {
    if (!(value instanceof Serializable) && name.equals("this")) {
      List<String> fields = fields(body, value.getClass());
      String use = fields.isEmpty() ? "a method" : "the field " + String.join(", ", fields);
      return "it uses "
          + use
          + " of "
          + value.getClass().getName()
          + ", which is not Serializable: copy what is needed to a local variable first";
    }
    return "it captures " + path(value, name, 0).orElse(name + " (" + typeOf(value) + ")");
  }

  private static String typeOf(Object value) {
    return value.getClass().getName();
  }

  private static Optional<SerializedLambda> form(Object lambda) {
    try {
      Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(lambda) instanceof SerializedLambda form
          ? Optional.of(form)
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty(); // it is an object of a named class
    }
  }

  private static boolean isInstance(SerializedLambda form) {
    return form.getImplMethodKind() != java.lang.invoke.MethodHandleInfo.REF_invokeStatic;
  }

  private static boolean isSendable(Object value) {
    try {
      CodeBytes.write(value);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The way to the first object that cannot be sent: {@code this.connection (a.b.Connection)}. */
  private static Optional<String> path(Object value, String name, int depth) {
    if (value == null || depth > DEEPEST || isSendable(value)) {
      return Optional.empty();
    }
    if (!(value instanceof Serializable)) {
      return Optional.of(name + " (" + typeOf(value) + "), which is not Serializable");
    }
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Optional<String> found = below(value, name, field, depth);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> below(Object value, String name, Field field, int depth) {
    int skipped = Modifier.STATIC | Modifier.TRANSIENT;
    if ((field.getModifiers() & skipped) != 0 || field.getType().isPrimitive()) {
      return Optional.empty();
    }
    try {
      field.setAccessible(true);
      return path(field.get(value), name + "." + field.getName(), depth + 1);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      return Optional.empty(); // inside of the JDK's own classes
    }
  }

  private static Optional<CodeModel> body(SerializedLambda form) {
    return UserClasses.classFile(form.getImplClass().replace('/', '.'))
        .flatMap(
            bytes ->
                ClassFile.of().parse(bytes).methods().stream()
                    .filter(m -> m.methodName().equalsString(form.getImplMethodName()))
                    .filter(m -> m.methodType().equalsString(form.getImplMethodSignature()))
                    .findFirst())
        .flatMap(MethodModel::code);
  }

  /** The name of a captured variable, as far as the class file tells it. */
  private static String name(Optional<CodeModel> body, int argument) {
    List<LocalVariable> variables = new ArrayList<>();
    body.ifPresent(
        code ->
            code.forEach(
                element -> {
                  if (element instanceof LocalVariable variable) {
                    variables.add(variable);
                  }
                }));
    variables.sort((a, b) -> Integer.compare(a.slot(), b.slot()));
    return argument < variables.size()
        ? variables.get(argument).name().stringValue()
        : "variable " + (argument + 1);
  }

  private static List<String> fields(Optional<CodeModel> body, Class<?> owner) {
    TreeSet<String> names = new TreeSet<>();
    String path = owner.getName().replace('.', '/');
    body.ifPresent(
        code ->
            code.forEach(
                element -> {
                  if (element instanceof FieldInstruction field
                      && field.owner().asInternalName().equals(path)) {
                    names.add(field.name().stringValue());
                  }
                }));
    return List.copyOf(names);
  }

  private static String line(Optional<CodeModel> body) {
    String file =
        body.flatMap(CodeModel::parent)
            .flatMap(MethodModel::parent)
            .flatMap(model -> model.findAttribute(Attributes.sourceFile()))
            .map(attribute -> attribute.sourceFile().stringValue())
            .orElse("");
    return body.stream()
        .flatMap(CodeModel::elementStream)
        .filter(LineNumber.class::isInstance)
        .map(element -> " (" + file + ":" + ((LineNumber) element).line() + ")")
        .findFirst()
        .orElse("");
  }
}
