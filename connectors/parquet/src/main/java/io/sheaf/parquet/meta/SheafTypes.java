package io.sheaf.parquet.meta;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.SheafException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL types that the format has no word for (intervals, CHAR and VARCHAR with a length): the writer
 * names them in the file's key-value metadata, one entry a column.
 */
public final class SheafTypes {
  private static final Pattern TEXT = Pattern.compile("(CHAR|VARCHAR)\\((\\d{1,9})\\)");

  private SheafTypes() {}

  /** Key of the entry of a column, by its position among the leaves. */
  public static String key(int column) {
    return "sheaf.type." + column;
  }

  /** The entry's value, or null when the format says it all. */
  public static String text(DataType type) {
    return switch (type) {
      case Simple s ->
          switch (s) {
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, NULL -> s.name();
            case BOOLEAN,
                TINYINT,
                SMALLINT,
                INTEGER,
                BIGINT,
                REAL,
                DOUBLE,
                VARBINARY,
                DATE,
                TIME,
                TIMESTAMP,
                TIMESTAMP_WITH_TIME_ZONE ->
                null;
          };
      case DataType.Decimal d -> null;
      case DataType.Varchar v -> v.length() == DataType.Varchar.UNBOUNDED ? null : v.sql();
      case DataType.Char c -> c.sql();
    };
  }

  /** The reverse of {@link #text}; null for a text of another version that means nothing here. */
  static DataType parse(String text) {
    for (Simple simple : Simple.values()) {
      if (simple.name().equals(text)) {
        return simple;
      }
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int length = Integer.parseInt(matcher.group(2));
    try {
      return matcher.group(1).equals("CHAR")
          ? new DataType.Char(length)
          : new DataType.Varchar(length);
    } catch (SheafException e) {
      return null;
    }
  }
}
