package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Message;
import io.sheaf.engine.usercode.UserClasses;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What workers are answered who ask for classes. */
class ClassAnswersTest {
  private static Message.ClassGiven answer(String name) {
    return ClassAnswers.to(new Message.ClassWanted(name));
  }

  @Test
  void aClassIsGiven() {
    Message.ClassGiven given = answer(ClassAnswersTest.class.getName());
    assertTrue(given.bytes().length > 0);
    assertEquals("", given.problem());
  }

  @Test
  void aClassThatIsNotThereIsEmpty() {
    Message.ClassGiven given = answer("a.b.C");
    assertEquals(0, given.bytes().length);
    assertEquals("", given.problem());
  }

  /** Of a jar that cannot be read any more. */
  private static final class Damaged extends ClassLoader {
    Class<?> define() throws IOException {
      try (InputStream in = ClassAnswersTest.class.getResourceAsStream("ClassAnswersTest.class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(ClassAnswersTest.class.getName(), bytes, 0, bytes.length);
      }
    }

    @Override
    public InputStream getResourceAsStream(String path) {
      return !path.equals("damaged/Program.class")
          ? null
          : new InputStream() {
            @Override
            public int read() throws IOException {
              throw new IOException("the jar is cut");
            }
          };
    }
  }

  @Test
  void aClassThatCannotBeReadIsAnsweredAtOnce() throws IOException {
    UserClasses.use(new Damaged().define());
    Message.ClassGiven given = answer("damaged.Program");
    assertTrue(given.problem().contains("the jar is cut"), given.problem());
  }
}
