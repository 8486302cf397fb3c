package io.sheaf.parquet.meta;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.parquet.meta.FileColumn.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;

/** Turns a file's schema, a tree written in depth-first order, into flat columns with SQL types. */
final class SchemaReader {
  private static final int UNSIGNED_LONG_DIGITS = 20;

  private final List<SchemaElement> elements;
  private final Map<String, String> keyValues;
  private final List<FileColumn> columns = new ArrayList<>();
  private final List<FileSchema.Refused> refused = new ArrayList<>();
  private int next = 1;
  private int leaves;

  private SchemaReader(List<SchemaElement> elements, Map<String, String> keyValues) {
    this.elements = elements;
    this.keyValues = keyValues;
  }

  /** Number of leaves in the schema, read or refused. */
  record Read(FileSchema schema, int leaves) {}

  /**
   * @param keyValues the file's own metadata, which may restore a Sheaf type that the format lacks
   */
  static Read read(List<SchemaElement> elements, Map<String, String> keyValues) {
    if (elements.isEmpty() || elements.getFirst().getNum_children() < 0) {
      throw new MalformedData("the schema has no root");
    }
    SchemaReader reader = new SchemaReader(elements, keyValues);
    int children = elements.getFirst().getNum_children();
    for (int i = 0; i < children; i++) {
      reader.topLevel();
    }
    if (reader.next != elements.size()) {
      throw new MalformedData("the schema has more elements than its root has children");
    }
    return new Read(new FileSchema(reader.columns, reader.refused), reader.leaves);
  }

  private SchemaElement element() {
    if (next >= elements.size()) {
      throw new MalformedData("the schema ends before its last column");
    }
    return elements.get(next++);
  }

  private void topLevel() {
    SchemaElement element = element();
    String name = element.getName();
    if (element.getNum_children() > 0 || !element.isSetType()) {
      skipChildren(element.getNum_children());
      refused.add(new FileSchema.Refused(name, "nested columns are not supported"));
      return;
    }
    int index = leaves++;
    if (element.getRepetition_type() == FieldRepetitionType.REPEATED) {
      refused.add(new FileSchema.Refused(name, "repeated columns are not supported"));
      return;
    }
    if (element.getType() == null) {
      throw new MalformedData("column '" + name + "' has an unknown physical type");
    }
    try {
      int length = element.getType() == Type.INT96 ? 12 : element.getType_length();
      if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY && (length < 1 || length > 1 << 20)) {
        throw new MalformedData("column '" + name + "' has fixed values of " + length + " bytes");
      }
      Typed typed = restore(index, typed(element));
      boolean optional = element.getRepetition_type() != FieldRepetitionType.REQUIRED;
      columns.add(
          new FileColumn(
              index,
              name,
              optional,
              typed.type(),
              new Layout(element.getType(), length, typed.conversion())));
    } catch (Refusal refusal) {
      refused.add(new FileSchema.Refused(name, refusal.getMessage()));
    }
  }

  private void skipChildren(int children) {
    long pending = Math.max(0, children);
    while (pending > 0) {
      SchemaElement child = element();
      pending--;
      if (child.getNum_children() > 0) {
        pending += child.getNum_children();
      } else {
        leaves++;
      }
    }
  }

  private record Typed(DataType type, Conversion conversion) {
    static Typed plain(DataType type) {
      return new Typed(type, Conversion.NONE);
    }
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Gives back the Sheaf type that a file written by Sheaf names for a column. */
  private Typed restore(int index, Typed typed) {
    String text = keyValues.get(SheafTypes.key(index));
    DataType restored = text == null ? null : SheafTypes.parse(text);
    return restored == null || restored.storage() != typed.type().storage()
        ? typed
        : new Typed(restored, typed.conversion());
  }

  private static Typed typed(SchemaElement element) {
    return switch (element.getType()) {
      case BOOLEAN -> Typed.plain(Simple.BOOLEAN);
      case INT32 -> int32(element);
      case INT64 -> int64(element);
      case INT96 -> new Typed(Simple.TIMESTAMP, Conversion.INT96);
      case FLOAT -> Typed.plain(Simple.REAL);
      case DOUBLE -> Typed.plain(Simple.DOUBLE);
      case BYTE_ARRAY -> bytes(element);
      case FIXED_LEN_BYTE_ARRAY -> fixed(element);
    };
  }

  private static Typed int32(SchemaElement element) {
    Decimal decimal = decimal(element);
    if (decimal != null) {
      return Typed.plain(decimal);
    }
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    if (logical != null && logical.isSetINTEGER()) {
      return integer(logical.getINTEGER().getBitWidth(), logical.getINTEGER().isIsSigned());
    }
    if (logical != null && logical.isSetDATE() || converted == ConvertedType.DATE) {
      return Typed.plain(Simple.DATE);
    }
    if (logical != null && logical.isSetTIME() || converted == ConvertedType.TIME_MILLIS) {
      return new Typed(Simple.TIME, Conversion.MILLIS);
    }
    return converted == null
        ? Typed.plain(Simple.INTEGER)
        : switch (converted) {
          case INT_8 -> integer(8, true);
          case INT_16 -> integer(16, true);
          case UINT_8 -> integer(8, false);
          case UINT_16 -> integer(16, false);
          case UINT_32 -> integer(32, false);
          case INT_32 -> integer(32, true);
          default -> throw new Refusal(converted + " over INT32 is not supported");
        };
  }

  private static Typed integer(int bits, boolean signed) {
    return switch (bits) {
      case 8 -> Typed.plain(signed ? Simple.TINYINT : Simple.SMALLINT);
      case 16 -> Typed.plain(signed ? Simple.SMALLINT : Simple.INTEGER);
      case 32 ->
          signed ? Typed.plain(Simple.INTEGER) : new Typed(Simple.BIGINT, Conversion.UNSIGNED);
      case 64 ->
          signed
              ? Typed.plain(Simple.BIGINT)
              : new Typed(new Decimal(UNSIGNED_LONG_DIGITS, 0), Conversion.UNSIGNED);
      default -> throw new Refusal("integers of " + bits + " bits are not supported");
    };
  }

  private static Typed int64(SchemaElement element) {
    Decimal decimal = decimal(element);
    if (decimal != null) {
      return Typed.plain(decimal);
    }
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetTIMESTAMP()) {
      return new Typed(
          logical.getTIMESTAMP().isIsAdjustedToUTC()
              ? Simple.TIMESTAMP_WITH_TIME_ZONE
              : Simple.TIMESTAMP,
          conversion(logical.getTIMESTAMP().getUnit()));
    }
    if (logical != null && logical.isSetTIME()) {
      return new Typed(Simple.TIME, conversion(logical.getTIME().getUnit()));
    }
    if (logical != null && logical.isSetINTEGER()) {
      return integer(64, logical.getINTEGER().isIsSigned());
    }
    ConvertedType converted = element.getConverted_type();
    return converted == null
        ? Typed.plain(Simple.BIGINT)
        : switch (converted) {
          case INT_64 -> integer(64, true);
          case UINT_64 -> integer(64, false);
          case TIME_MICROS -> Typed.plain(Simple.TIME);
          case TIMESTAMP_MICROS -> Typed.plain(Simple.TIMESTAMP_WITH_TIME_ZONE);
          case TIMESTAMP_MILLIS -> new Typed(Simple.TIMESTAMP_WITH_TIME_ZONE, Conversion.MILLIS);
          default -> throw new Refusal(converted + " over INT64 is not supported");
        };
  }

  private static Conversion conversion(TimeUnit unit) {
    return unit.isSetMILLIS()
        ? Conversion.MILLIS
        : unit.isSetMICROS() ? Conversion.NONE : Conversion.NANOS;
  }

  private static Typed bytes(SchemaElement element) {
    Decimal decimal = decimal(element);
    if (decimal != null) {
      return new Typed(decimal, Conversion.DECIMAL_BYTES);
    }
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    boolean text =
        logical != null && (logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON())
            || converted == ConvertedType.UTF8
            || converted == ConvertedType.ENUM
            || converted == ConvertedType.JSON;
    return Typed.plain(text ? DataType.VARCHAR : Simple.VARBINARY);
  }

  private static Typed fixed(SchemaElement element) {
    Decimal decimal = decimal(element);
    if (decimal != null) {
      return new Typed(decimal, Conversion.DECIMAL_BYTES);
    }
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetUUID()) {
      if (element.getType_length() != 16) {
        throw new Refusal("a UUID of " + element.getType_length() + " bytes");
      }
      return new Typed(DataType.VARCHAR, Conversion.UUID);
    }
    if (logical != null && logical.isSetFLOAT16()) {
      throw new Refusal("FLOAT16 is not supported");
    }
    if (element.getConverted_type() == ConvertedType.INTERVAL) {
      throw new Refusal("intervals of months, days and milliseconds together are not supported");
    }
    return Typed.plain(Simple.VARBINARY);
  }

  private static Decimal decimal(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    int precision;
    int scale;
    if (logical != null && logical.isSetDECIMAL()) {
      precision = logical.getDECIMAL().getPrecision();
      scale = logical.getDECIMAL().getScale();
    } else if (element.getConverted_type() == ConvertedType.DECIMAL) {
      precision = element.getPrecision();
      scale = element.getScale();
    } else {
      return null;
    }
    if (precision < 1 || precision > Decimal.MAX_PRECISION || scale < 0 || scale > precision) {
      throw new Refusal("DECIMAL(" + precision + ", " + scale + ") is not supported");
    }
    return new Decimal(precision, scale);
  }
}
