package io.sheaf.parquet.meta;

/**
 * Says what is wrong with some bytes, without knowing whose they are; caught where file, column and
 * page are known and turned into an error that names them.
 */
public final class MalformedData extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedData(String what) {
    super(what, null, false, false);
  }
}
