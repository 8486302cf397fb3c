package io.sheaf.cluster.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Line;
import io.sheaf.cluster.wire.Message;
import io.sheaf.columnar.SheafException;
import org.junit.jupiter.api.Test;

/** Classes that a worker asks a driver for. */
class DriverClassesTest {
  private DriverClasses classes;

  private DriverClasses answering(byte[] bytes, String problem) {
    classes =
        new DriverClasses(
            new Line() {
              @Override
              public void send(Message message) {
                String name = ((Message.ClassWanted) message).name();
                classes.given(new Message.ClassGiven(name, bytes, true, problem));
              }

              @Override
              public void close() {}
            });
    return classes;
  }

  @Test
  void aClassComes() {
    assertArrayEquals(new byte[] {1}, answering(new byte[] {1}, "").fetch("a.B").bytes());
  }

  @Test
  void whatTheDriverCannotGiveFailsWithItsReason() {
    DriverClasses refusing = answering(new byte[0], "the jar is cut");
    SheafException e = assertThrows(SheafException.class, () -> refusing.fetch("a.B"));
    assertEquals("NO_CLASS", e.code());
    assertTrue(e.getMessage().contains("the jar is cut"), e.getMessage());
  }
}
