package io.sheaf.parquet.read;

import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bit-packed codes of several widths. */
@State(Scope.Thread)
@OperationsPerInvocation(CodesBenchmark.CODES)
public class CodesBenchmark {
  static final int CODES = 1 << 20;
  private static final int BATCH = 8192;

  @Param({"1", "5", "12", "20"})
  public int bits;

  private final HybridDecoder decoder = new HybridDecoder();
  private final int[] out = new int[BATCH];
  private final int[] everyTenth = new int[BATCH / 10];
  private byte[] page;

  @Setup(Level.Trial)
  public void pack() {
    page = new byte[8 + CODES / 8 * bits + Page.PADDING];
    new Random(bits).nextBytes(page);
    int header = CODES / 8 << 1 | 1;
    for (int i = 0; i < 3; i++) {
      page[i] = (byte) (header >>> 7 * i & 0x7F | (i < 2 ? 0x80 : 0));
    }
    for (int i = 0; i < everyTenth.length; i++) {
      everyTenth[i] = 10 * i;
    }
  }

  @Benchmark
  public int read() {
    decoder.start(page, 0, page.length - Page.PADDING, bits);
    for (int from = 0; from < CODES; from += BATCH) {
      decoder.read(out, 0, BATCH);
    }
    return out[0];
  }

  @Benchmark
  public int pickEveryTenth() {
    decoder.start(page, 0, page.length - Page.PADDING, bits);
    for (int from = 0; from < CODES; from += BATCH) {
      decoder.pick(everyTenth, everyTenth.length, out);
      decoder.skip(BATCH - 1 - everyTenth[everyTenth.length - 1]);
    }
    return out[0];
  }
}
