package io.sheaf.files.csv;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.List;
import java.util.Map;

/**
 * What a user may say about a CSV file.
 *
 * @param header whether the first record holds the names; null to find out (writers write one)
 * @param delimiter between fields; 0 to find out (writers use a comma)
 * @param quote around fields that need it
 * @param nullText the unquoted text that means NULL
 * @param sampleRows how many records header and types are inferred from
 */
record CsvOptions(Boolean header, char delimiter, char quote, String nullText, int sampleRows) {
  private static final List<String> KEYS =
      List.of("header", "delimiter", "quote", "null", "sample_size");
  private static final int SAMPLE_ROWS = 20_480;

  static CsvOptions of(Map<String, String> options) {
    Boolean header = null;
    char delimiter = 0;
    char quote = '"';
    String nullText = "";
    int sampleRows = SAMPLE_ROWS;
    for (Map.Entry<String, String> option : options.entrySet()) {
      String value = option.getValue();
      switch (option.getKey()) {
        case "header" -> header = header(value);
        case "delimiter", "delim", "sep" ->
            delimiter = character("delimiter", value.equals("\\t") ? "\t" : value);
        case "quote" -> quote = character("quote", value);
        case "null", "nullstr" -> nullText = value;
        case "sample_size" -> sampleRows = number(value);
        default ->
            throw SheafException.user(
                "BAD_OPTION",
                "unknown CSV option '"
                    + option.getKey()
                    + "'"
                    + Nearest.hint(option.getKey(), KEYS)
                    + " (known: "
                    + String.join(", ", KEYS)
                    + ")");
      }
    }
    return new CsvOptions(header, delimiter, quote, nullText, sampleRows);
  }

  private static Boolean header(String value) {
    return switch (value.toLowerCase(java.util.Locale.ROOT)) {
      case "auto" -> null;
      case "true", "on", "1", "" -> true;
      case "false", "off", "0" -> false;
      default -> throw bad("header", "true, false or auto", value);
    };
  }

  private static char character(String key, String value) {
    if (value.length() != 1) {
      throw bad(key, "one character", value);
    }
    return value.charAt(0);
  }

  private static int number(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw bad("sample_size", "a positive number", value);
  }

  private static SheafException bad(String key, String wanted, String value) {
    return SheafException.user(
        "BAD_OPTION", "CSV option '" + key + "' takes " + wanted + ", not '" + value + "'");
  }

  CsvOptions withDelimiter(char found) {
    return new CsvOptions(header, found, quote, nullText, sampleRows);
  }
}
