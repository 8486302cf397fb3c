package io.sheaf.parquet.meta;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * A checksum of the whole footer inside the footer, which the format itself does not have: an entry
 * of the file's key-value metadata whose value is computed with zeros in its own place.
 */
public final class FooterChecksum {
  /** Key of the entry. */
  public static final String KEY = "sheaf.footer.crc";

  /** The value while the checksum is computed. */
  public static final String BLANK = "00000000";

  /** What {@code created_by} starts with in files that must have the checksum. */
  public static final String CREATOR = "sheaf version ";

  /** Bytes between the key and the value: the field's header and the value's length. */
  private static final int GAP = 2;

  private FooterChecksum() {}

  /** Puts the checksum into a serialised footer that holds {@link #BLANK}. */
  public static void seal(byte[] footer) {
    int at = find(footer);
    byte[] value = HexFormat.of().toHexDigits(crc(footer, at)).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(value, 0, footer, at, value.length);
  }

  /** Checks a footer that has a checksum; a footer without one is fine unless it must have one. */
  static void check(byte[] footer, String createdBy) {
    int at = find(footer);
    if (at < 0) {
      if (createdBy != null && createdBy.startsWith(CREATOR)) {
        throw new MalformedData("the footer's checksum is missing");
      }
      return;
    }
    String found = new String(footer, at, BLANK.length(), StandardCharsets.US_ASCII);
    if (!found.equals(HexFormat.of().toHexDigits(crc(footer, at)))) {
      throw new MalformedData("the footer does not match its checksum");
    }
  }

  private static int crc(byte[] footer, int at) {
    CRC32 crc = new CRC32();
    crc.update(footer, 0, at);
    crc.update(BLANK.getBytes(StandardCharsets.US_ASCII));
    crc.update(footer, at + BLANK.length(), footer.length - at - BLANK.length());
    return (int) crc.getValue();
  }

  /** Where the value starts, or -1. */
  private static int find(byte[] footer) {
    byte[] key = KEY.getBytes(StandardCharsets.US_ASCII);
    search:
    for (int i = footer.length - key.length - GAP - BLANK.length(); i >= 0; i--) {
      for (int j = 0; j < key.length; j++) {
        if (footer[i + j] != key[j]) {
          continue search;
        }
      }
      return i + key.length + GAP;
    }
    return -1;
  }
}
