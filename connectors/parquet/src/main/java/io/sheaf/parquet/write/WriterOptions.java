package io.sheaf.parquet.write;

import io.sheaf.columnar.SheafException;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.format.CompressionCodec;

/**
 * How a file is written.
 *
 * @param codec option {@code compression}: snappy (the default), zstd, gzip, lz4_raw or
 *     uncompressed
 * @param rowGroupRows option {@code row_group_rows}: the most rows of a row group; it is cut
 *     earlier when its bytes would be too many
 */
public record WriterOptions(CompressionCodec codec, int rowGroupRows) {
  private static final int DEFAULT_ROWS = 120 << 10;
  private static final String COMPRESSION = "compression";
  private static final String ROW_GROUP_ROWS = "row_group_rows";

  /**
   * @throws SheafException (USER) for an unknown key or value
   */
  public static WriterOptions parse(Map<String, String> options) {
    CompressionCodec codec = CompressionCodec.SNAPPY;
    int rows = DEFAULT_ROWS;
    for (Map.Entry<String, String> option : options.entrySet()) {
      switch (option.getKey().toLowerCase(Locale.ROOT)) {
        case COMPRESSION -> codec = codec(option.getValue());
        case ROW_GROUP_ROWS -> rows = rows(option.getValue());
        default ->
            throw SheafException.user(
                "BAD_OPTION",
                "Parquet has no writer option '"
                    + option.getKey()
                    + "'; there are "
                    + COMPRESSION
                    + " and "
                    + ROW_GROUP_ROWS);
      }
    }
    return new WriterOptions(codec, rows);
  }

  private static CompressionCodec codec(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "SNAPPY" -> CompressionCodec.SNAPPY;
      case "ZSTD" -> CompressionCodec.ZSTD;
      case "GZIP" -> CompressionCodec.GZIP;
      case "LZ4_RAW", "LZ4" -> CompressionCodec.LZ4_RAW;
      case "UNCOMPRESSED", "NONE" -> CompressionCodec.UNCOMPRESSED;
      default ->
          throw SheafException.user(
              "BAD_OPTION",
              COMPRESSION
                  + " '"
                  + name
                  + "' is not one of snappy, zstd, gzip, lz4_raw, uncompressed");
    };
  }

  private static int rows(String text) {
    try {
      int rows = Integer.parseInt(text.trim());
      if (rows > 0) {
        return rows;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message for all wrong values.
    }
    throw SheafException.user(
        "BAD_OPTION", ROW_GROUP_ROWS + " '" + text + "' is not a positive number");
  }
}
