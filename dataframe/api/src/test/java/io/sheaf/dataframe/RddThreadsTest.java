package io.sheaf.dataframe;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Rdds on threads. */
class RddThreadsTest extends RddContract {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.local(2);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Override
  Session session() {
    return session;
  }
}
