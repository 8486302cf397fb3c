package io.sheaf.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Int128Test {
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(127);
  private final long seed = Long.getLong("sheaf.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final long[] out = new long[2];

  @Test
  void agreesWithBigInteger() {
    for (int i = 0; i < 200_000; i++) {
      check(random(), random());
    }
    BigInteger[] edges = {
      BigInteger.ZERO,
      BigInteger.ONE,
      BigInteger.ONE.negate(),
      BigInteger.valueOf(Long.MIN_VALUE),
      BigInteger.valueOf(Long.MAX_VALUE),
      BigInteger.ONE.shiftLeft(64),
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
      BigInteger.ONE.shiftLeft(63),
      LIMIT.subtract(BigInteger.ONE),
      LIMIT.subtract(BigInteger.ONE).negate(),
      BigInteger.TEN.pow(38),
      BigInteger.TEN.pow(38).subtract(BigInteger.ONE)
    };
    for (BigInteger a : edges) {
      for (BigInteger b : edges) {
        check(a, b);
      }
    }
  }

  private BigInteger random() {
    BigInteger value = new BigInteger(random.nextInt(127), random);
    if (random.nextInt(4) == 0) {
      value =
          BigInteger.ONE
              .shiftLeft(random.nextInt(127))
              .subtract(BigInteger.valueOf(random.nextInt(3)));
    }
    return random.nextBoolean() ? value.negate() : value;
  }

  private void check(BigInteger a, BigInteger b) {
    String at = a + ", " + b + ", seed " + seed;
    long al = a.longValue();
    long ah = a.shiftRight(64).longValue();
    long bl = b.longValue();
    long bh = b.shiftRight(64).longValue();
    assertEquals(a, Int128.toBigInteger(al, ah), at);
    assertEquals(a.compareTo(b), Int128.compare(al, ah, bl, bh), at);
    assertEquals(a.signum(), Int128.signum(al, ah), at);
    assertEquals(a.doubleValue(), Int128.toDouble(al, ah), Math.ulp(a.doubleValue()), at);
    expect(a.add(b), Int128.add(al, ah, bl, bh, out, 0), at);
    expect(a.subtract(b), Int128.subtract(al, ah, bl, bh, out, 0), at);
    expect(a.multiply(b), Int128.multiply(al, ah, bl, bh, out, 0), at);
    if (b.signum() != 0) {
      Int128.divideTruncated(al, ah, bl, bh, out, 0);
      expect(a.divide(b), true, at);
      Int128.remainder(al, ah, bl, bh, out, 0);
      expect(a.remainder(b), true, at);
      Int128.divideHalfUp(al, ah, bl, bh, out, 0);
      expect(
          new BigDecimal(a).divide(new BigDecimal(b), 0, RoundingMode.HALF_UP).toBigInteger(),
          true,
          at);
    }
    int digits = random.nextInt(77) - 38;
    expect(
        new BigDecimal(a)
            .scaleByPowerOfTen(digits)
            .setScale(0, RoundingMode.HALF_UP)
            .toBigInteger(),
        Int128.rescale(al, ah, digits, out, 0),
        at + " rescaled by " + digits);
    for (int p = 1; p <= 38; p++) {
      assertEquals(a.abs().compareTo(BigInteger.TEN.pow(p)) < 0, Int128.fits(al, ah, p), at);
    }
  }

  private void expect(BigInteger expected, boolean fits, String at) {
    boolean possible = expected.bitLength() <= 127;
    if (fits || expected.abs().compareTo(LIMIT) < 0) {
      assertTrue(fits && possible, at);
      assertEquals(expected, Int128.toBigInteger(out[0], out[1]), at);
    }
  }
}
