package io.sheaf.engine.usercode;

import io.sheaf.columnar.SheafException;
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

/** Code as bytes and back: the one place where Java's serialization is used, behind a filter. */
public final class CodeBytes {
  private CodeBytes() {}

  /**
   * Writes code; all classes that it names become the program's.
   *
   * @throws IOException when part of the code cannot be sent
   */
  public static byte[] write(Object code) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Output out = new Output(bytes, code.getClass().getClassLoader())) {
      out.writeObject(code);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws SheafException (USER) when a class is not there or refused
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    try (Input in = new Input(bytes)) {
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

    /**
     * @param loader finds the types that a lambda names; null for the JDK's
     */
    Output(ByteArrayOutputStream bytes, ClassLoader loader) throws IOException {
      super(bytes);
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
    Input(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
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
