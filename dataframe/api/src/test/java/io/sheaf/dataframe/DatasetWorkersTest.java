package io.sheaf.dataframe;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Datasets that two worker JVMs compute. */
class DatasetWorkersTest extends DatasetContract {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().set("workers", "2").set("threads", "2").build();
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
