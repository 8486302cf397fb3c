package io.sheaf.parquet.meta;

import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;

/**
 * The header of one page after another, parsed where it lies, of which only what reading needs is
 * kept: pages are many, and an object tree for each costs more than their numbers. For one thread.
 *
 * <p>The bytes are a struct in Thrift's compact protocol. Fields that are not known, or that have
 * another type than they should, are passed over; those that the format requires must be there.
 */
public final class PageHeaders {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int INT = 5;
  private static final int STRUCT = 12;
  private static final int MAX_DEPTH = 32;

  private static final int PAGE_FIELDS = 0b1110;
  private static final int V1_FIELDS = 0b11110;
  private static final int DICTIONARY_FIELDS = 0b110;
  private static final int V2_FIELDS = 0b1111110;

  private byte[] bytes;
  private int at;
  private int end;
  private int length;

  /** Numbers of the header's own fields, and of those of the struct for its type. */
  private final int[] page = new int[5];

  private final int[] body = new int[7];
  private int pageFields;
  private boolean hasBody;
  private boolean compressed;

  /**
   * Parses the next header.
   *
   * @param to exclusive; the header may end before
   * @throws MalformedData if it is none, or not all of it is there
   */
  public void read(byte[] from, int start, int to) {
    bytes = from;
    at = start;
    end = to;
    pageFields = 0;
    hasBody = false;
    compressed = true;
    for (int id = 0, field = next(); field != 0; field = next()) {
      id = id(id, field);
      int kind = field & 0xF;
      if (kind == INT && id < page.length) {
        page[id] = number();
        pageFields |= 1 << id;
      } else if (kind == STRUCT && id == bodyField()) {
        readBody();
      } else {
        skip(kind, 0);
      }
    }
    check((pageFields & PAGE_FIELDS) == PAGE_FIELDS);
    length = at - start;
    bytes = null;
  }

  /** The field in which the struct for this type of page is, or -1. */
  private int bodyField() {
    return switch ((pageFields & 0b10) == 0 ? null : type()) {
      case DATA_PAGE -> 5;
      case DICTIONARY_PAGE -> 7;
      case DATA_PAGE_V2 -> 8;
      case INDEX_PAGE -> -1;
      case null -> -1;
    };
  }

  private void readBody() {
    int fields = 0;
    for (int id = 0, field = next(); field != 0; field = next()) {
      id = id(id, field);
      int kind = field & 0xF;
      if (kind == INT && id < body.length) {
        body[id] = number();
        fields |= 1 << id;
      } else if (id == 7 && (kind == TRUE || kind == FALSE)) {
        compressed = kind == TRUE;
      } else {
        skip(kind, 1);
      }
    }
    int required =
        switch (type()) {
          case DATA_PAGE -> V1_FIELDS;
          case DICTIONARY_PAGE -> DICTIONARY_FIELDS;
          case DATA_PAGE_V2 -> V2_FIELDS;
          case INDEX_PAGE -> 0;
        };
    check((fields & required) == required);
    hasBody = true;
  }

  private int id(int before, int field) {
    int id = field >>> 4 == 0 ? number() : before + (field >>> 4);
    check(id >= 0);
    return id;
  }

  private static void check(boolean valid) {
    if (!valid) {
      throw new MalformedData("its header cannot be parsed");
    }
  }

  private int next() {
    check(at < end);
    return bytes[at++] & 0xFF;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = next();
      value |= (b & 0x7FL) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedData("its header cannot be parsed");
  }

  private int number() {
    int value = (int) varint();
    return value >>> 1 ^ -(value & 1);
  }

  private void skip(int kind, int depth) {
    check(depth < MAX_DEPTH);
    switch (kind) {
      case TRUE, FALSE -> {}
      case 3 -> pass(1);
      case 4, INT, 6 -> varint();
      case 7 -> pass(Double.BYTES);
      case 8 -> pass(varint());
      case 9, 10 -> skipList(depth);
      case 11 -> skipMap(depth);
      case STRUCT -> skipStruct(depth);
      default -> check(false);
    }
  }

  private void pass(long count) {
    check(count >= 0 && count <= end - at);
    at += (int) count;
  }

  private void skipStruct(int depth) {
    for (int field = next(); field != 0; field = next()) {
      id(0, field);
      skip(field & 0xF, depth + 1);
    }
  }

  private void skipList(int depth) {
    int head = next();
    long size = head >>> 4 == 15 ? varint() : head >>> 4;
    for (long i = 0; i < size; i++) {
      skipElement(head & 0xF, depth);
    }
  }

  private void skipMap(int depth) {
    long size = varint();
    int kinds = size == 0 ? 0 : next();
    for (long i = 0; i < size; i++) {
      skipElement(kinds >>> 4, depth);
      skipElement(kinds & 0xF, depth);
    }
  }

  /** Booleans in a collection take a byte, so that the size of any is bounded by what is there. */
  private void skipElement(int kind, int depth) {
    skip(kind == TRUE || kind == FALSE ? 3 : kind, depth + 1);
  }

  /** How many bytes the last header took. */
  public int length() {
    return length;
  }

  /** Null for one that is not known. */
  public PageType type() {
    return PageType.findByValue(page[1]);
  }

  public int uncompressedBytes() {
    return page[2];
  }

  public int compressedBytes() {
    return page[3];
  }

  public boolean hasChecksum() {
    return (pageFields & 0b10000) != 0;
  }

  /** CRC-32 of the compressed bytes, where there is one. */
  public int checksum() {
    return page[4];
  }

  /** Whether what the methods below tell is there; for an index page it never is. */
  public boolean hasBody() {
    return hasBody;
  }

  /** Values with NULLs, or entries of a dictionary. */
  public int values() {
    return body[1];
  }

  /** Of the values; null for one that is not known. */
  public Encoding encoding() {
    return Encoding.findByValue(body[type() == PageType.DATA_PAGE_V2 ? 4 : 2]);
  }

  /** Of the definition levels of a data page of version 1; null for one that is not known. */
  public Encoding levelEncoding() {
    return Encoding.findByValue(body[3]);
  }

  /** Bytes of definition levels of a data page of version 2. */
  public int definitionBytes() {
    return body[5];
  }

  /** Bytes of repetition levels of a data page of version 2. */
  public int repetitionBytes() {
    return body[6];
  }

  /** Whether the values of a data page of version 2 are compressed. */
  public boolean compressed() {
    return compressed;
  }
}
