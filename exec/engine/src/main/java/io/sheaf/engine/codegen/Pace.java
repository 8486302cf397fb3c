package io.sheaf.engine.codegen;

import io.sheaf.engine.EngineSettings.Codegen;

/**
 * Decides batch by batch whether generated code runs: small inputs do without, and code that the
 * JVM has not compiled yet is given few batches, so that the rest do not wait for it. For one
 * thread.
 */
public final class Pace {
  /** So many batches pass before code is made. */
  private static final int FIRST_BATCHES = 4;

  /** Of so many batches one goes to code that is not warm. */
  private static final int COLD_SHARE = 4;

  private final boolean forced;
  private long batches;

  public Pace(Codegen codegen) {
    this.forced = codegen == Codegen.FORCE;
  }

  /** Whether code runs whether that pays or not. */
  public boolean isForced() {
    return forced;
  }

  /** Counts a batch; whether code should be at hand for it. */
  public boolean begin() {
    return ++batches > FIRST_BATCHES || forced;
  }

  /** Whether this code should run for the batch that has begun. */
  public boolean allows(Generated code) {
    return forced || code.isWarm() || batches % COLD_SHARE == 0;
  }
}
