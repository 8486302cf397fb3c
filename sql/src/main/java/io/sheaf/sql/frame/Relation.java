package io.sheaf.sql.frame;

import io.sheaf.columnar.Schema;
import java.util.List;

/** A query without its own syntax yet: made by {@link Frames}, checked, immutable. */
public sealed interface Relation permits Node {

  /** Its columns in order; names need not be unique. */
  List<Attribute> output();

  /** What it reads. */
  List<Relation> inputs();

  /** Names and types of its columns. */
  default Schema schema() {
    return new Schema(output().stream().map(Attribute::field).toList());
  }
}
