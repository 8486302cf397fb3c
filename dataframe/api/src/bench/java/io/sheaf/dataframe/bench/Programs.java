package io.sheaf.dataframe.bench;

/** The programs in one engine's words. */
interface Programs extends AutoCloseable {
  long run(Program program);

  @Override
  void close();
}
