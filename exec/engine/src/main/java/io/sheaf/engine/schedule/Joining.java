package io.sheaf.engine.schedule;

/** Waits for the end of event loops. */
public final class Joining {
  private Joining() {}

  /** Waits until a thread has ended; interrupts are kept for later. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
