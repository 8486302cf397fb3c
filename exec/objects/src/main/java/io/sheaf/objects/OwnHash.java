package io.sheaf.objects;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code hashCode} that a program has written makes its number of: the fields that the
 * method reads, as far as its code tells, else all of them. Immutable.
 */
final class OwnHash {
  /** Stands for what the class above makes of its own fields; no field is called so. */
  private static final String SUPER = "super()";

  private final List<Field> fields = new ArrayList<>();

  private OwnHash() {}

  /**
   * @throws SheafException (USER) when a field is an enum, whose hash differs from JVM to JVM
   */
  static OwnHash of(Class<?> type) {
    OwnHash hash = new OwnHash();
    for (Class<?> owner = type; owner != null && !isOfJdk(owner); owner = owner.getSuperclass()) {
      Optional<Set<String>> read = fieldsRead(owner);
      for (Field field : owner.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && read.map(names -> names.contains(field.getName())).orElse(true)) {
          hash.add(type, field);
        }
      }
      if (read.isPresent() && !read.get().contains(SUPER)) {
        break;
      }
    }
    return hash;
  }

  private void add(Class<?> type, Field field) {
    if (field.getType().isEnum()) {
      throw StableHash.unstable(type, "its hashCode() is made of the enum " + field.getName());
    }
    if (field.getType().isPrimitive() || field.getType() == String.class) {
      return;
    }
    try {
      field.setAccessible(true);
      fields.add(field);
    } catch (InaccessibleObjectException e) {
      // A module keeps it to itself.
    }
  }

  /** What the fields hold that has to be looked at, object by object. */
  List<Object> values(Object key) {
    List<Object> values = new ArrayList<>(fields.size());
    for (Field field : fields) {
      try {
        values.add(field.get(key));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e); // it was made accessible
      }
    }
    return values;
  }

  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Of the class's own {@code hashCode}; empty where nobody knows. */
  private static Optional<Set<String>> fieldsRead(Class<?> type) {
    String file = type.getName().substring(type.getPackageName().length());
    file = (file.startsWith(".") ? file.substring(1) : file) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in == null
          ? Optional.empty()
          : ClassFile.of().parse(in.readAllBytes()).methods().stream()
              .filter(method -> method.methodName().equalsString("hashCode"))
              .filter(method -> method.methodType().equalsString("()I"))
              .findFirst()
              .map(method -> method.code().flatMap(code -> fieldsRead(type, code)))
              .orElse(Optional.of(Set.of(SUPER))); // that of the class above
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Set<String>> fieldsRead(Class<?> type, CodeModel code) {
    String path = type.getName().replace('.', '/');
    Set<String> names = new HashSet<>();
    List<Instruction> all = new ArrayList<>();
    code.forEach(
        element -> {
          if (element instanceof Instruction instruction) {
            all.add(instruction);
          }
        });
    for (int i = 0; i < all.size(); i++) {
      switch (all.get(i)) {
        case FieldInstruction field
            when field.opcode() == Opcode.GETFIELD
                && field.owner().asInternalName().equals(path) -> {
          if (!isNameOrNumber(all.get(i + 1))) {
            names.add(field.name().stringValue());
          }
        }
        case InvokeInstruction call when call.opcode() == Opcode.INVOKESPECIAL -> names.add(SUPER);
        case InvokeInstruction call when call.owner().asInternalName().equals(path) -> {
          return Optional.empty(); // the method may read anything
        }
        case InvokeDynamicInstruction _ -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return Optional.of(names);
  }

  /** Of an enum, which are the same in each JVM. */
  private static boolean isNameOrNumber(Instruction next) {
    return next instanceof InvokeInstruction call
        && (call.name().equalsString("name") || call.name().equalsString("ordinal"))
        && call.type().stringValue().startsWith("()");
  }
}
