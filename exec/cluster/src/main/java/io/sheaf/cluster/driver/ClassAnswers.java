package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message;
import io.sheaf.engine.usercode.UserClasses;

/** Classes of the program for workers that have not got them. Stateless. */
final class ClassAnswers {
  private ClassAnswers() {}

  /** The answer to a worker, who waits for one whatever goes wrong here. */
  static Message.ClassGiven to(Message.ClassWanted wanted) {
    String name = wanted.name();
    try {
      UserClasses.Given given = UserClasses.given(name);
      return new Message.ClassGiven(name, given.bytes(), given.ofProgram(), "");
    } catch (RuntimeException | Error e) {
      return new Message.ClassGiven(name, new byte[0], false, e.toString());
    }
  }
}
