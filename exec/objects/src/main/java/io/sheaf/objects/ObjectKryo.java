package io.sheaf.objects;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;
import com.esotericsoftware.kryo.kryo5.util.DefaultInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.util.MapReferenceResolver;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kryo for objects of any class that is allowed. For one thread. */
final class ObjectKryo extends Kryo {
  private static final int MOST_DEPTH = 2000;

  ObjectKryo(ClassLoader loader, AllowedClasses allowed) {
    super(new Resolver(allowed), new MapReferenceResolver());
    setClassLoader(loader);
    setRegistrationRequired(false);
    setReferences(true);
    setMaxDepth(MOST_DEPTH);
    setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
  }

  /** What is private to the JDK is written by its elements: nobody can look into it. */
  @Override
  @SuppressWarnings("rawtypes")
  public Serializer getDefaultSerializer(Class type) {
    if (type == EnumMap.class) {
      return new EnumKeys();
    }
    boolean hidden =
        type.getName().startsWith("java.util.") && !Modifier.isPublic(type.getModifiers());
    if (hidden && Map.class.isAssignableFrom(type)) {
      return new Entries();
    }
    if (hidden && (Set.class.isAssignableFrom(type) || List.class.isAssignableFrom(type))) {
      return new Elements();
    }
    return Sized.of(super.getDefaultSerializer(type), type);
  }

  /** Asks for a class before it is loaded, or written. */
  private static final class Resolver extends DefaultClassResolver {
    private final AllowedClasses allowed;

    Resolver(AllowedClasses allowed) {
      this.allowed = allowed;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Registration registerImplicit(Class type) {
      if (!allowed.mayWrite(type)) {
        throw new KryoException("class " + type.getName() + " is refused");
      }
      return super.registerImplicit(type);
    }

    @Override
    protected Class<?> getTypeByName(String name) {
      Class<?> known = super.getTypeByName(name);
      if (known == null && !allowed.mayRead(name)) {
        throw new KryoException("class " + name + " is refused");
      }
      return known;
    }
  }

  private static final class Elements extends Serializer<Collection<?>> {
    @Override
    public void write(Kryo kryo, Output out, Collection<?> elements) {
      out.writeVarInt(elements.size(), true);
      elements.forEach(element -> kryo.writeClassAndObject(out, element));
    }

    @Override
    public Collection<?> read(Kryo kryo, Input in, Class<? extends Collection<?>> type) {
      Collection<Object> elements =
          Set.class.isAssignableFrom(type) ? new LinkedHashSet<>() : new ArrayList<>();
      kryo.reference(elements);
      int size = in.readVarInt(true);
      for (int i = 0; i < size; i++) {
        elements.add(kryo.readClassAndObject(in));
      }
      return elements;
    }
  }

  /** Kryo makes such a map without the class of its keys, which is that of the first one. */
  private static final class EnumKeys extends Serializer<EnumMap<?, ?>> {
    private enum None {}

    @Override
    public void write(Kryo kryo, Output out, EnumMap<?, ?> map) {
      new Entries().write(kryo, out, map);
    }

    @Override
    public EnumMap<?, ?> read(Kryo kryo, Input in, Class<? extends EnumMap<?, ?>> type) {
      Map<?, ?> entries = Entries.fill(new LinkedHashMap<>(), kryo, in);
      return entries.isEmpty() ? new EnumMap<None, Object>(None.class) : copy(entries);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // its keys are of one enum
    private static EnumMap<?, ?> copy(Map<?, ?> entries) {
      return new EnumMap(entries);
    }
  }

  private static final class Entries extends Serializer<Map<?, ?>> {
    @Override
    public void write(Kryo kryo, Output out, Map<?, ?> map) {
      out.writeVarInt(map.size(), true);
      map.forEach(
          (key, value) -> {
            kryo.writeClassAndObject(out, key);
            kryo.writeClassAndObject(out, value);
          });
    }

    @Override
    public Map<?, ?> read(Kryo kryo, Input in, Class<? extends Map<?, ?>> type) {
      Map<Object, Object> map = new LinkedHashMap<>();
      kryo.reference(map);
      return fill(map, kryo, in);
    }

    static Map<Object, Object> fill(Map<Object, Object> map, Kryo kryo, Input in) {
      int size = in.readVarInt(true);
      for (int i = 0; i < size; i++) {
        Object key = kryo.readClassAndObject(in);
        map.put(key, kryo.readClassAndObject(in));
      }
      return map;
    }
  }
}
