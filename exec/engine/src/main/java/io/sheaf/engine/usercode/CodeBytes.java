package io.sheaf.engine.usercode;

import io.sheaf.columnar.SheafException;
import io.sheaf.plan.SerializedCode.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Code as bytes and back: the one place where Java's serialization is used, behind a filter. */
public final class CodeBytes {
  private CodeBytes() {}

  /**
   * Writes code; all classes that it names become the program's.
   *
   * @throws IOException when part of the code cannot be sent
   */
  public static byte[] write(Object code) throws IOException {
    return write(code, null);
  }

  /**
   * As {@link #write(Object)}, but for what the code shares with other code.
   *
   * @param shared takes those values, once for each place that names them
   */
  public static byte[] write(Object code, Consumer<Value> shared) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Output out = new Output(bytes, code.getClass().getClassLoader(), shared)) {
      out.writeObject(code);
    }
    return bytes.toByteArray();
  }

  /** Writes a value as part of the code that is being written, or apart from it. */
  public static void share(ObjectOutputStream out, Value value) throws IOException {
    boolean apart = out instanceof Output o && o.shared != null;
    out.writeUTF(value.id());
    out.writeInt(apart ? -1 : value.bytes().length);
    if (apart) {
      ((Output) out).shared.accept(value);
    } else {
      out.write(value.bytes());
    }
  }

  /** Reads a value that was written by {@link #share}. */
  public static Value shared(ObjectInputStream in) throws IOException {
    String id = in.readUTF();
    int length = in.readInt();
    if (length >= 0) {
      return new Value(id, in.readNBytes(length));
    }
    List<Value> values = in instanceof Input input ? input.values : List.of();
    return values.stream()
        .filter(value -> value.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IOException("a value that the code shares is not there"));
  }

  /**
   * @throws SheafException (USER) when a class is not there or refused
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    return read(bytes, List.of(), type);
  }

  /**
   * @param values what was shared when it was written
   * @throws SheafException (USER) when a class is not there or refused
   */
  public static <T> T read(byte[] bytes, List<Value> values, Class<T> type) {
    try (Input in = new Input(bytes, values)) {
      return type.cast(in.readObject());
    } catch (ClassNotFoundException e) {
      throw failed("CLASS_NOT_FOUND", "class " + e.getMessage() + " is not there", e);
    } catch (LinkageError e) {
      throw failed("CLASS_NOT_FOUND", "a class is not there: " + e, e);
    } catch (InvalidClassException e) {
      throw failed("CODE_REFUSED", "the code of the program is refused: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw failed("CODE_DAMAGED", "the code of the program cannot be read: " + e, e);
    }
  }

  private static SheafException failed(String code, String message, Throwable cause) {
    return new SheafException(SheafException.Blame.USER, code, message, cause);
  }

  private static final class Output extends ObjectOutputStream {
    private final ClassLoader loader;
    private final Consumer<Value> shared;

    /**
     * @param loader finds the types that a lambda names; null for the JDK's
     * @param shared takes values that are not part of the bytes; null where all are
     */
    Output(ByteArrayOutputStream bytes, ClassLoader loader, Consumer<Value> shared)
        throws IOException {
      super(bytes);
      this.shared = shared;
      this.loader = loader;
      enableReplaceObject(true);
    }

    @Override
    protected void annotateClass(Class<?> type) {
      UserClasses.use(type);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (object instanceof SerializedLambda lambda) {
        use(lambda);
      }
      return object;
    }

    private void use(SerializedLambda lambda) {
      List<ClassDesc> types = new ArrayList<>();
      types.add(ClassDesc.ofInternalName(lambda.getImplClass()));
      for (String signature :
          List.of(lambda.getImplMethodSignature(), lambda.getInstantiatedMethodType())) {
        MethodTypeDesc method = MethodTypeDesc.ofDescriptor(signature);
        types.add(method.returnType());
        types.addAll(method.parameterList());
      }
      for (ClassDesc type : types) {
        if (type.isClassOrInterface()) {
          use(type);
        }
      }
    }

    private void use(ClassDesc type) {
      String name = type.descriptorString().substring(1).replace(";", "").replace('/', '.');
      try {
        UserClasses.use(Class.forName(name, false, loader));
      } catch (ClassNotFoundException | LinkageError e) {
        // Whoever runs the lambda will miss it, if it is used at all.
      }
    }
  }

  private static final class Input extends ObjectInputStream {
    private final List<Value> values;

    Input(byte[] bytes, List<Value> values) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.values = values;
      setObjectInputFilter(new CodeFilter(bytes.length));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      String name = description.getName();
      Class<?> primitive = Class.forPrimitiveName(name);
      if (primitive != null) {
        return primitive;
      }
      if (!CodeFilter.allows(name)) {
        throw new InvalidClassException(name, "is no class of the program, nor a value");
      }
      return Class.forName(name, false, UserClasses.loader());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws InvalidClassException {
      throw new InvalidClassException("a proxy of " + List.of(interfaces));
    }
  }
}
