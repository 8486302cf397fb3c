package io.sheaf.objects;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;

/**
 * Reads values whose bytes say how large they are: nothing is made that is larger than what is left
 * of the bytes. For one thread.
 */
final class BoundedInput extends Input {
  /** Refuses more elements than bytes, each taking one at least. */
  void check(int size) {
    if (size > limit - position) {
      throw new KryoException("there are no " + size + " elements");
    }
  }

  /** Begins a text that is not ASCII, or a collection; one more than there are characters. */
  @Override
  public int readVarIntFlag(boolean optimizePositive) {
    int size = super.readVarIntFlag(optimizePositive);
    check(size - 1);
    return size;
  }

  @Override
  public byte[] readBytes(int length) {
    check(length);
    return super.readBytes(length);
  }

  @Override
  public int[] readInts(int length) {
    check(length);
    return super.readInts(length);
  }

  @Override
  public long[] readLongs(int length) {
    check(length);
    return super.readLongs(length);
  }
}
