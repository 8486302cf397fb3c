package io.sheaf.parquet.meta;

import java.util.HexFormat;
import java.util.List;

/**
 * Checksums (CRC-32) that Sheaf's writer keeps per column chunk for what the format leaves
 * unprotected: page headers and page indexes. They travel as one entry of the chunk's key-value
 * metadata, in hexadecimal: column index, offset index, then each page's header in file order.
 */
public record ChunkChecks(int columnIndex, int offsetIndex, List<Integer> headers) {
  /** Key of the entry. */
  public static final String KEY = "sheaf.crc";

  private static final int DIGITS = 8;

  public ChunkChecks {
    headers = List.copyOf(headers);
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    HexFormat hex = HexFormat.of();
    text.append(hex.toHexDigits(columnIndex)).append(hex.toHexDigits(offsetIndex));
    headers.forEach(header -> text.append(hex.toHexDigits(header.intValue())));
    return text.toString();
  }

  /** The reverse of {@link #text()}. */
  public static ChunkChecks parse(String text) {
    if (text.length() < 2 * DIGITS || text.length() % DIGITS != 0) {
      throw new MalformedData("checksums of a column chunk are cut short");
    }
    Integer[] values = new Integer[text.length() / DIGITS];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = HexFormat.fromHexDigits(text, i * DIGITS, (i + 1) * DIGITS);
      } catch (IllegalArgumentException e) {
        throw new MalformedData("checksums of a column chunk are not hexadecimal");
      }
    }
    return new ChunkChecks(values[0], values[1], List.of(values).subList(2, values.length));
  }
}
