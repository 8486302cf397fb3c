package io.sheaf.plan;

/**
 * What planning expects of a node's output; NaN where unknown. Never decides an answer, only speed.
 */
public record Estimate(double rows, double bytes) {
  public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN);
}
