package io.sheaf.parquet.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.sheaf.parquet.meta.MalformedData;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks of a compressor, blocks made by hand, and damaged ones. */
class SnappyDecoderTest {
  private static final int GUARD = 64;

  private final SnappyDecoder decoder = new SnappyDecoder();
  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void decodesWhatACompressorMade() {
    for (int i = 0; i < 300; i++) {
      byte[] data = data(random.nextInt(i % 10 == 0 ? 300_000 : 3000));
      check(data, compress(data));
    }
  }

  /** All kinds of elements, also those that compressors do not make. */
  @Test
  void decodesAnyElements() {
    for (int i = 0; i < 2000; i++) {
      Block block = block(random.nextInt(200));
      check(block.data(), block.compressed());
    }
  }

  @Test
  void stopsWhereverItIsAsked() {
    byte[] data = data(100_000);
    byte[] block = compress(data);
    byte[] out = new byte[data.length + Page.PADDING];
    decoder.start(block, 0, block.length, out, 0, data.length);
    for (int to = 0; to < data.length; to += random.nextInt(5000)) {
      decoder.advance(to);
      assertEquals(-1, Arrays.mismatch(data, 0, to, out, 0, to), "seed " + seed);
    }
    decoder.finish();
    assertArrayEquals(data, Arrays.copyOf(out, data.length), "seed " + seed);
  }

  @Test
  void refusesDamagedBlocksAndStaysInBounds() {
    for (int i = 0; i < 3000; i++) {
      byte[] data = data(1 + random.nextInt(2000));
      byte[] block = compress(data);
      if (random.nextInt(4) == 0) {
        block = Arrays.copyOf(block, random.nextInt(block.length));
      } else {
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
          block[random.nextInt(block.length)] = (byte) random.nextInt();
        }
      }
      try {
        decode(block, data.length);
      } catch (MalformedData e) {
        // What is wrong must be told in this way only; decode() checks the guards.
      }
    }
  }

  @Test
  void refusesNonsense() {
    assertMalformed(new byte[] {}, 1);
    assertMalformed(new byte[] {-1, -1, -1, -1, -1, -1}, 1);
    assertMalformed(new byte[] {1}, 1);
    assertMalformed(new byte[] {1, 0}, 1);
    assertMalformed(new byte[] {1, 0, 7, 7}, 1);
    assertMalformed(new byte[] {2, 0, 7}, 1);
    // A copy from before the start, and one of distance 0.
    assertMalformed(new byte[] {5, 0, 7, 1, 2}, 5);
    assertMalformed(new byte[] {5, 0, 7, 1, 0}, 5);
    // A literal that claims nearly 2^32 bytes.
    assertMalformed(new byte[] {5, (byte) (63 << 2), -1, -1, -1, -1, 7}, 5);
  }

  private void assertMalformed(byte[] block, int length) {
    assertThrows(MalformedData.class, () -> decode(block, length));
  }

  private void check(byte[] data, byte[] block) {
    assertArrayEquals(data, decode(block, data.length), "seed " + seed);
  }

  /** Decodes between guards that have to stay as they are. */
  private byte[] decode(byte[] block, int length) {
    int inAt = random.nextInt(GUARD);
    int outAt = random.nextInt(GUARD);
    byte[] in = new byte[inAt + block.length + random.nextInt(3)];
    System.arraycopy(block, 0, in, inAt, block.length);
    byte[] out = new byte[outAt + length + Page.PADDING + GUARD];
    Arrays.fill(out, (byte) 0x5A);
    try {
      decoder.start(in, inAt, block.length, out, outAt, length);
      decoder.finish();
    } finally {
      for (int i = 0; i < outAt; i++) {
        assertEquals(0x5A, out[i], "before, seed " + seed);
      }
      for (int i = outAt + length + Page.PADDING; i < out.length; i++) {
        assertEquals(0x5A, out[i], "behind, seed " + seed);
      }
    }
    return Arrays.copyOfRange(out, outAt, outAt + length);
  }

  private byte[] data(int length) {
    byte[] data = new byte[length];
    int kind = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      data[i] =
          switch (kind) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (i % 8 < 2 ? random.nextInt() : 0);
            case 2 -> (byte) ('a' + random.nextInt(3));
            default -> (byte) (i >> 9);
          };
    }
    return data;
  }

  private static byte[] compress(byte[] data) {
    SnappyJavaCompressor compressor = new SnappyJavaCompressor();
    byte[] out = new byte[compressor.maxCompressedLength(data.length)];
    return Arrays.copyOf(out, compressor.compress(data, 0, data.length, out, 0, out.length));
  }

  private record Block(byte[] data, byte[] compressed) {}

  private Block block(int elements) {
    byte[] data = new byte[elements * 400 + 1];
    byte[] body = new byte[elements * 410 + 1];
    int d = 0;
    int b = 0;
    for (int e = 0; e < elements; e++) {
      int type = d == 0 ? 0 : random.nextInt(4);
      int length =
          type == 0 ? 1 + literal() : type == 1 ? 4 + random.nextInt(8) : 1 + random.nextInt(64);
      if (type == 0) {
        b = literalTag(body, b, length);
        for (int i = 0; i < length; i++) {
          data[d++] = body[b++] = (byte) random.nextInt();
        }
      } else {
        int most = Math.min(d, type == 1 ? 2047 : type == 2 ? 65_535 : d);
        int offset = 1 + random.nextInt(random.nextBoolean() ? Math.min(most, 20) : most);
        int tag = type == 1 ? (offset >> 8) << 5 | length - 4 << 2 | 1 : length - 1 << 2 | type;
        body[b++] = (byte) tag;
        for (int i = 0; i < (type == 3 ? 4 : type); i++) {
          body[b++] = (byte) (offset >> 8 * i);
        }
        for (int i = 0; i < length; i++, d++) {
          data[d] = data[d - offset];
        }
      }
    }
    byte[] block = new byte[5 + b];
    int at = 0;
    for (int left = d; ; left >>>= 7) {
      block[at++] = (byte) (left > 127 ? left & 127 | 128 : left);
      if (left <= 127) {
        break;
      }
    }
    System.arraycopy(body, 0, block, at, b);
    return new Block(Arrays.copyOf(data, d), Arrays.copyOf(block, at + b));
  }

  private int literal() {
    return random.nextInt(random.nextBoolean() ? 6 : random.nextBoolean() ? 70 : 300);
  }

  private int literalTag(byte[] body, int at, int length) {
    int b = at;
    int extra =
        length <= 60 && random.nextInt(5) > 0 ? 0 : length <= 256 ? 1 + random.nextInt(4) : 2;
    body[b++] = (byte) (extra == 0 ? length - 1 << 2 : 59 + extra << 2);
    for (int i = 0; i < extra; i++) {
      body[b++] = (byte) (length - 1 >> 8 * i);
    }
    return b;
  }
}
