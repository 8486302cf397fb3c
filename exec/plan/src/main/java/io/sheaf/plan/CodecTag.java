package io.sheaf.plan;

/** What kind of value follows in a plan's bytes; written as its ordinal. */
enum CodecTag {
  NULL,
  FALSE,
  TRUE,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  /** Length, then two's complement bytes. */
  BIG_INTEGER,
  /** Length, then UTF-8. */
  STRING,
  /** Length, then bytes. */
  BYTES,
  /** Size, then values. */
  LIST,
  /** Size, then keys and values. */
  MAP,
  /** Number of the enum, ordinal. */
  ENUM,
  /** Number of the record, components. */
  RECORD,
  /** Number of a plan node or schema that was complete before, counted from 0. */
  SEEN;

  private static final CodecTag[] ALL = values();

  static CodecTag of(int ordinal) {
    return ALL[ordinal];
  }
}
