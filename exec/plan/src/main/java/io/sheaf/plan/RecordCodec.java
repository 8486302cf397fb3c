package io.sheaf.plan;

import io.sheaf.columnar.SheafException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Records of a sealed interface as bytes and back. A closed world: only the records, enums and
 * values that {@link CodecWorld} finds from the interface by its {@code permits} clauses and record
 * components are written or made, each through its constructor, so that what was decoded is valid.
 * Thread-safe.
 */
public final class RecordCodec<T> {
  private final Class<T> root;
  private final CodecWorld world;

  /**
   * @param root the sealed interface; everything below it must be public
   */
  public RecordCodec(Class<T> root) {
    this(root, new CodecWorld(root));
  }

  RecordCodec(Class<T> root, CodecWorld world) {
    this.root = root;
    this.world = world;
  }

  /** Changes with every change of a record or enum of this world. */
  public long fingerprint() {
    return world.fingerprint();
  }

  public byte[] encode(T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      new CodecWriter(world, out).value(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param start where the record begins; it reaches to the end
   * @throws SheafException (EXTERNAL) when the bytes are damaged
   */
  public T decode(byte[] bytes, int start) {
    ByteArrayInputStream all = new ByteArrayInputStream(bytes, start, bytes.length - start);
    try (DataInputStream in = new DataInputStream(all)) {
      Object value = new CodecReader(world, in).value();
      if (!root.isInstance(value) || in.read() >= 0) {
        throw damaged("not one " + root.getSimpleName(), null);
      }
      return root.cast(value);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (e instanceof SheafException typed) {
        throw typed;
      }
      throw damaged(e.getMessage(), e);
    }
  }

  private static SheafException damaged(String message, Throwable cause) {
    return SheafException.external(
        "PLAN_DAMAGED", "the bytes of a record are damaged: " + message, cause);
  }
}
