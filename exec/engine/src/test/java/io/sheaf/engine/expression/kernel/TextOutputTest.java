package io.sheaf.engine.expression.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import org.junit.jupiter.api.Test;

class TextOutputTest {
  @Test
  void textsAndTheirSumHaveALimit() {
    TextOutput output = new TextOutput(DataType.VARCHAR, 10, 25);
    output.start(3);
    output.append("0123456789");
    output.end(0);
    output.append("01234");
    tooLarge(() -> output.append("56789a"));
    output.append("56789");
    output.end(1);
    tooLarge(() -> output.append("012345"));
    output.append("01234");
    output.end(2);
    assertEquals("01234", output.column(null).string(2));
    assertEquals(25, output.size());
  }

  private static void tooLarge(Runnable write) {
    SheafException failure = assertThrows(SheafException.class, write::run);
    assertEquals("TOO_LARGE", failure.code());
    assertEquals(SheafException.Blame.USER, failure.blame());
  }
}
