package io.sheaf.objects;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.MapSerializer;
import java.util.Collection;
import java.util.Map;

/**
 * Kryo's serializers for what says how large it is before it comes: nothing is made for more
 * elements than there can be in the bytes that are left.
 */
final class Sized {
  private Sized() {}

  /** The same serializer, or one in its place. */
  @SuppressWarnings({"rawtypes", "unchecked"}) // of the same class of objects
  static Serializer of(Serializer serializer, Class<?> type) {
    if (type.isArray()) {
      return new Arrays(serializer);
    }
    return serializer.getClass() == CollectionSerializer.class
        ? new Collections()
        : serializer.getClass() == MapSerializer.class ? new Maps() : serializer;
  }

  private static void check(Input in, int size) {
    ((BoundedInput) in).check(size);
  }

  private static final class Arrays<T> extends Serializer<T> {
    private final Serializer<T> serializer;

    Arrays(Serializer<T> serializer) {
      super(serializer.getAcceptsNull());
      this.serializer = serializer;
    }

    @Override
    public void write(Kryo kryo, Output out, T array) {
      serializer.write(kryo, out, array);
    }

    @Override
    public T read(Kryo kryo, Input in, Class<? extends T> type) {
      int start = in.position();
      check(in, in.readVarInt(true) - 1);
      in.setPosition(start);
      return serializer.read(kryo, in, type);
    }
  }

  private static final class Collections extends CollectionSerializer<Collection<?>> {
    @Override
    protected Collection<?> create(
        Kryo kryo, Input in, Class<? extends Collection<?>> type, int size) {
      check(in, size);
      return super.create(kryo, in, type, size);
    }
  }

  private static final class Maps extends MapSerializer<Map<?, ?>> {
    @Override
    protected Map<?, ?> create(Kryo kryo, Input in, Class<? extends Map<?, ?>> type, int size) {
      check(in, size);
      return super.create(kryo, in, type, size);
    }
  }
}
