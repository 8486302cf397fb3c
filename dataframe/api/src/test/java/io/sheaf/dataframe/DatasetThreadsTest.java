package io.sheaf.dataframe;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Datasets on threads, in one partition and in several. */
@ParameterizedClass
@ValueSource(ints = {1, 7})
class DatasetThreadsTest extends DatasetContract {
  @Parameter int threads;
  private Session session;

  @BeforeEach
  void open() {
    session = Session.local(threads);
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Override
  Session session() {
    return session;
  }
}
