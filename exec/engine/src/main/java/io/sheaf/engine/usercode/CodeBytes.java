package io.sheaf.engine.usercode;

import io.sheaf.columnar.SheafException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Code as bytes and back: the one place where Java's serialization is used, behind a filter. */
public final class CodeBytes {
  private CodeBytes() {}

  /**
   * @throws IOException when part of the code cannot be sent
   */
  public static byte[] write(Object code) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
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

  private static final class Input extends ObjectInputStream {
    Input(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
      setObjectInputFilter(new CodeFilter());
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, UserClasses.loader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // a primitive type
      }
    }
  }
}
