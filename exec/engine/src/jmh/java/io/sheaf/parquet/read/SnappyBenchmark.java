package io.sheaf.parquet.read;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Pages of numbers and of short texts, a decompressed byte. */
@State(Scope.Thread)
@OperationsPerInvocation(SnappyBenchmark.BYTES)
public class SnappyBenchmark {
  static final int BYTES = 1 << 20;

  @Param({"numbers", "texts"})
  public String content;

  private final SnappyDecoder decoder = new SnappyDecoder();
  private final byte[] out = new byte[BYTES + Page.PADDING];
  private byte[] page;
  private int end;

  @Setup(Level.Trial)
  public void compress() {
    byte[] plain = content.equals("numbers") ? numbers() : texts();
    SnappyJavaCompressor compressor = new SnappyJavaCompressor();
    byte[] target = new byte[compressor.maxCompressedLength(BYTES)];
    end = compressor.compress(plain, 0, BYTES, target, 0, target.length);
    page = Arrays.copyOf(target, end + Page.PADDING);
  }

  private static byte[] numbers() {
    Random random = new Random(1);
    ByteBuffer plain = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (plain.hasRemaining()) {
      plain.putLong(random.nextInt(10_000_000));
    }
    return plain.array();
  }

  private static byte[] texts() {
    String[] words = "carefully final deposits sleep quickly above the ironic packages".split(" ");
    Random random = new Random(2);
    StringBuilder text = new StringBuilder();
    while (text.length() < BYTES) {
      text.append(words[random.nextInt(words.length)]).append(' ');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  public byte decompress() {
    decoder.start(page, 0, end, out, 0, BYTES);
    decoder.advance(BYTES);
    decoder.finish();
    return out[BYTES - 1];
  }
}
