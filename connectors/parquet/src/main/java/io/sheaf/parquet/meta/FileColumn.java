package io.sheaf.parquet.meta;

import io.sheaf.columnar.DataType;
import org.apache.parquet.format.Type;

/**
 * A flat column of a file.
 *
 * @param index position among the leaves of the file's schema, which is that of its chunk in a row
 *     group
 * @param optional whether pages carry definition levels
 * @param type what the column is to SQL
 * @param layout how its values are stored
 */
public record FileColumn(int index, String name, boolean optional, DataType type, Layout layout) {

  /**
   * How values are stored.
   *
   * @param typeLength bytes of a FIXED_LEN_BYTE_ARRAY (12 for INT96), else 0
   */
  public record Layout(Type physical, int typeLength, Conversion conversion) {}

  public Type physical() {
    return layout.physical();
  }

  public Conversion conversion() {
    return layout.conversion();
  }

  /** Bytes of a PLAIN value, or 0 if it varies (text) or is less than a byte (booleans). */
  public int fixedBytes() {
    return switch (layout.physical()) {
      case INT32, FLOAT -> 4;
      case INT64, DOUBLE -> 8;
      case INT96, FIXED_LEN_BYTE_ARRAY -> layout.typeLength();
      case BOOLEAN, BYTE_ARRAY -> 0;
    };
  }
}
