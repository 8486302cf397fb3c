package io.sheaf.files;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileFormat.FileSummary;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What some files hold together: their columns by name, in the order in which they appear first,
 * and their statistics. A column that a file lacks is NULL there.
 */
record UnifiedFiles(Schema schema, TableStatistics statistics) {

  static UnifiedFiles of(FileFormat format, List<FileInfo> files, List<FileSummary> summaries) {
    Map<String, Field> fields = new LinkedHashMap<>();
    Map<String, String> origin = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      for (Field field : summaries.get(i).schema().fields()) {
        String key = field.name().toLowerCase(Locale.ROOT);
        Field known = fields.get(key);
        origin.putIfAbsent(key, files.get(i).path());
        fields.put(
            key,
            known == null
                ? field
                : unify(format, known, origin.get(key), field, files.get(i).path()));
      }
    }
    fields.replaceAll(
        (key, field) ->
            summaries.stream().allMatch(s -> s.schema().indexOf(key) >= 0)
                ? field
                : new Field(field.name(), field.type(), true));
    Schema schema = new Schema(List.copyOf(fields.values()));
    return new UnifiedFiles(schema, statistics(schema, summaries));
  }

  private static Field unify(
      FileFormat format, Field known, String knownIn, Field other, String otherIn) {
    DataType type = wider(known.type(), other.type());
    if (type == null
        || !format.converts(known.type(), type)
        || !format.converts(other.type(), type)) {
      throw SheafException.user(
          "TYPES_DIFFER",
          "column %s is %s in %s but %s in %s"
              .formatted(known.name(), known.type().sql(), knownIn, other.type().sql(), otherIn));
    }
    return new Field(known.name(), type, known.nullable() || other.nullable());
  }

  /** The type that holds the values of both, or null. */
  static DataType wider(DataType a, DataType b) {
    if (a.equals(b) || b == DataType.Simple.NULL) {
      return a;
    }
    if (a == DataType.Simple.NULL) {
      return b;
    }
    if (a.isInteger() && b.isInteger()) {
      return rank(a) > rank(b) ? a : b;
    }
    if (a.isNumeric() && b.isNumeric() && (a.isFloating() || b.isFloating())) {
      return DataType.Simple.DOUBLE;
    }
    if (isDateOrTimestamp(a) && isDateOrTimestamp(b)) {
      return DataType.Simple.TIMESTAMP;
    }
    return a.isText() || b.isText() ? DataType.VARCHAR : null;
  }

  private static int rank(DataType integer) {
    return ((DataType.Simple) integer).ordinal();
  }

  private static boolean isDateOrTimestamp(DataType type) {
    return type == DataType.Simple.DATE || type == DataType.Simple.TIMESTAMP;
  }

  private static TableStatistics statistics(Schema schema, List<FileSummary> summaries) {
    double rows = summaries.stream().mapToDouble(s -> s.statistics().rows()).sum();
    List<ColumnStatistics> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      List<ColumnStatistics> parts = new ArrayList<>();
      double missing = 0;
      boolean sameType = true;
      for (FileSummary summary : summaries) {
        int index = summary.schema().indexOf(field.name());
        if (index < 0) {
          missing += summary.statistics().rows();
        } else if (summary.statistics().rows() > 0) {
          parts.add(summary.statistics().columns().get(index));
          sameType &= summary.schema().type(index).equals(field.type());
        }
      }
      columns.add(sameType ? combine(parts, missing) : ColumnStatistics.UNKNOWN);
    }
    boolean counted = summaries.stream().allMatch(s -> s.statistics().counted());
    return new TableStatistics(rows, counted, columns);
  }

  private static ColumnStatistics combine(List<ColumnStatistics> parts, double missing) {
    if (parts.isEmpty()) {
      return new ColumnStatistics(0, missing, null, null, true, 0);
    }
    if (parts.size() == 1 && missing == 0) {
      return parts.getFirst();
    }
    boolean bounded = parts.stream().allMatch(p -> p.min() != null && p.max() != null);
    return new ColumnStatistics(
        distinct(parts, bounded),
        parts.stream().mapToDouble(ColumnStatistics::nulls).sum() + missing,
        bounded ? parts.stream().map(ColumnStatistics::min).min(UnifiedFiles::compare).get() : null,
        bounded ? parts.stream().map(ColumnStatistics::max).max(UnifiedFiles::compare).get() : null,
        bounded && parts.stream().allMatch(ColumnStatistics::exact),
        parts.stream().mapToDouble(ColumnStatistics::averageBytes).average().orElse(Double.NaN));
  }

  /** Files whose ranges lie apart add up their values; files whose ranges overlap share them. */
  private static double distinct(List<ColumnStatistics> parts, boolean bounded) {
    if (!bounded) {
      return parts.stream().mapToDouble(ColumnStatistics::distinct).max().getAsDouble();
    }
    List<ColumnStatistics> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(ColumnStatistics::min, UnifiedFiles::compare));
    double total = 0;
    double group = 0;
    Comparable<?> end = null;
    for (ColumnStatistics part : sorted) {
      if (end != null && compare(part.min(), end) > 0) {
        total += group;
        group = 0;
      }
      group = Math.max(group, part.distinct());
      end = end == null || compare(part.max(), end) > 0 ? part.max() : end;
    }
    return total + group;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Comparable<?> a, Comparable<?> b) {
    if (a.getClass() != b.getClass() && a instanceof Number x && b instanceof Number y) {
      return big(x).compareTo(big(y));
    }
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static java.math.BigDecimal big(Number number) {
    return new java.math.BigDecimal(number.toString());
  }
}
