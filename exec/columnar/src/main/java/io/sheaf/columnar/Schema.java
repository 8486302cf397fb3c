package io.sheaf.columnar;

import java.util.ArrayList;
import java.util.List;

/** The ordered fields of a batch, table or plan node. Names need not be unique. */
public record Schema(List<Field> fields) {
  public static final Schema EMPTY = new Schema(List.of());

  public Schema {
    fields = List.copyOf(fields);
  }

  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int index) {
    return fields.get(index);
  }

  public DataType type(int index) {
    return fields.get(index).type();
  }

  /** Index of the field of this name, ignoring case, or -1; the first one if there are several. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  public Schema select(List<Integer> indexes) {
    List<Field> chosen = new ArrayList<>(indexes.size());
    for (int index : indexes) {
      chosen.add(fields.get(index));
    }
    return new Schema(chosen);
  }

  public Schema concat(Schema right) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(right.fields);
    return new Schema(all);
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
