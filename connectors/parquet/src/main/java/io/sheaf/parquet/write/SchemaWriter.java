package io.sheaf.parquet.write;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.parquet.meta.Conversion;
import io.sheaf.parquet.meta.FileColumn;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/** Says how each SQL type is stored in a file. Stateless. */
final class SchemaWriter {
  private static final int INT_DIGITS = 9;
  private static final int LONG_DIGITS = 18;

  private SchemaWriter() {}

  static List<FileColumn> columns(Schema schema) {
    List<FileColumn> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      Type physical = physical(field.type());
      boolean fixed = physical == Type.FIXED_LEN_BYTE_ARRAY;
      int length = fixed ? decimalBytes(((Decimal) field.type()).precision()) : 0;
      boolean optional = field.nullable() || field.type() == Simple.NULL;
      columns.add(
          new FileColumn(
              i,
              field.name(),
              optional,
              field.type(),
              new FileColumn.Layout(
                  physical, length, fixed ? Conversion.DECIMAL_BYTES : Conversion.NONE)));
    }
    return columns;
  }

  /** The schema as the footer has it. */
  static List<SchemaElement> elements(List<FileColumn> columns) {
    List<SchemaElement> elements = new ArrayList<>();
    SchemaElement root = new SchemaElement("schema");
    root.setNum_children(columns.size());
    elements.add(root);
    for (FileColumn column : columns) {
      SchemaElement element = new SchemaElement(column.name());
      element.setType(column.physical());
      element.setRepetition_type(
          column.optional() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
      if (column.physical() == Type.FIXED_LEN_BYTE_ARRAY) {
        element.setType_length(column.layout().typeLength());
      }
      annotate(element, column.type());
      elements.add(element);
    }
    return elements;
  }

  private static Type physical(DataType type) {
    return switch (type) {
      case Simple s ->
          switch (s) {
            case BOOLEAN, NULL -> Type.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, DATE, INTERVAL_YEAR_MONTH -> Type.INT32;
            case BIGINT, TIME, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE, INTERVAL_DAY_TIME -> Type.INT64;
            case REAL -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case VARBINARY -> Type.BYTE_ARRAY;
          };
      case Decimal d ->
          d.precision() <= INT_DIGITS
              ? Type.INT32
              : d.precision() <= LONG_DIGITS ? Type.INT64 : Type.FIXED_LEN_BYTE_ARRAY;
      case DataType.Varchar v -> Type.BYTE_ARRAY;
      case DataType.Char c -> Type.BYTE_ARRAY;
    };
  }

  /** The fewest bytes that hold every unscaled value of so many digits. */
  private static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
  }

  private static void annotate(SchemaElement element, DataType type) {
    switch (type) {
      case Simple s -> annotateSimple(element, s);
      case Decimal d -> {
        element.setConverted_type(ConvertedType.DECIMAL);
        element.setPrecision(d.precision());
        element.setScale(d.scale());
        element.setLogicalType(LogicalType.DECIMAL(new DecimalType(d.scale(), d.precision())));
      }
      case DataType.Varchar v -> text(element);
      case DataType.Char c -> text(element);
    }
  }

  private static void text(SchemaElement element) {
    element.setConverted_type(ConvertedType.UTF8);
    element.setLogicalType(LogicalType.STRING(new StringType()));
  }

  private static void annotateSimple(SchemaElement element, Simple type) {
    switch (type) {
      case TINYINT -> integer(element, 8, ConvertedType.INT_8);
      case SMALLINT -> integer(element, 16, ConvertedType.INT_16);
      case INTEGER -> integer(element, 32, ConvertedType.INT_32);
      case BIGINT -> integer(element, 64, ConvertedType.INT_64);
      case DATE -> {
        element.setConverted_type(ConvertedType.DATE);
        element.setLogicalType(LogicalType.DATE(new DateType()));
      }
      case TIME -> element.setLogicalType(LogicalType.TIME(new TimeType(false, micros())));
      case TIMESTAMP ->
          element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(false, micros())));
      case TIMESTAMP_WITH_TIME_ZONE -> {
        element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
        element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(true, micros())));
      }
      case BOOLEAN, REAL, DOUBLE, VARBINARY, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, NULL -> {}
    }
  }

  private static void integer(SchemaElement element, int bits, ConvertedType converted) {
    element.setConverted_type(converted);
    element.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, true)));
  }

  private static TimeUnit micros() {
    return TimeUnit.MICROS(new MicroSeconds());
  }
}
