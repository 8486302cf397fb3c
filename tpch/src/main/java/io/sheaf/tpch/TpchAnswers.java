package io.sheaf.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The expected answers, made by an independent engine. */
public final class TpchAnswers {
  private TpchAnswers() {}

  /** Whether answers of a scale factor are known. */
  static boolean exist(BigDecimal scale) {
    return TpchAnswers.class.getResource(path(1, scale)) != null;
  }

  /** What to tell where none {@link #exist}. */
  static String missing(BigDecimal scale) {
    return "there are no expected answers for scale factor %s: answers are known at 0.01, 0.1, 1 and 10"
        .formatted(scale.toPlainString());
  }

  /** The rows of an answer, null for NULL; empty when the scale factor has none. */
  static Optional<List<List<String>>> rows(int query, BigDecimal scale) {
    String path = path(query, scale);
    try (InputStream plain = TpchAnswers.class.getResourceAsStream(path);
        InputStream packed = TpchAnswers.class.getResourceAsStream(path + ".gz")) {
      if (plain == null && packed == null) {
        return Optional.empty();
      }
      InputStream in = plain != null ? plain : new GZIPInputStream(packed);
      return Optional.of(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How an answer differs from the expected one; empty when it does not, or none is known. */
  public static Optional<String> difference(int query, BigDecimal scale, List<List<String>> rows) {
    return rows(query, scale).flatMap(expected -> AnswerRule.of(query).difference(expected, rows));
  }

  private static String path(int query, BigDecimal scale) {
    return "answers/sf%s/%s.csv"
        .formatted(scale.stripTrailingZeros().toPlainString(), TpchQueries.name(query));
  }

  /** The records behind the header; an empty field without quotes is NULL. */
  static List<List<String>> parse(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean inside = false;
    boolean wasQuoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (inside) {
        if (c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else if (c == '"') {
          inside = false;
        } else {
          field.append(c);
        }
      } else if (c == '"') {
        inside = true;
        wasQuoted = true;
      } else if (c == ',' || c == '\n') {
        row.add(field.isEmpty() && !wasQuoted ? null : field.toString());
        field.setLength(0);
        wasQuoted = false;
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    return rows.subList(1, rows.size());
  }
}
