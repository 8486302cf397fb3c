package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.dataframe.rdd.AddedValues;
import io.sheaf.dataframe.rdd.Partitioner;
import io.sheaf.dataframe.records.RecordSchema;
import java.io.Serializable;
import java.util.List;

/** Makes rows of objects. */
public sealed interface Writer extends Serializable {
  /** The object, in bytes; a null is not NULL. */
  Field OBJECT = new Field("object", DataType.Simple.VARBINARY, false);

  Schema OBJECTS = Schema.of(OBJECT);

  /** Where the object goes, and the object. */
  Schema SPREAD = Schema.of(new Field("partition", DataType.Simple.INTEGER, false), OBJECT);

  /** Where the object goes, a hash of its key, and the object. */
  Schema HASHED =
      Schema.of(
          new Field("partition", DataType.Simple.INTEGER, false),
          new Field("hash", DataType.Simple.BIGINT, false),
          OBJECT);

  /** Where the object comes from, its number there, and the object. */
  Schema RESULTS =
      Schema.of(
          new Field("partition", DataType.Simple.INTEGER, false),
          new Field("number", DataType.Simple.BIGINT, false),
          OBJECT);

  Schema schema();

  /** What it writes the rows of a partition by. */
  Rows open(TaskScope scope);

  /** Appends an object's row to columns. For one thread. */
  @FunctionalInterface
  interface Rows {
    void append(Object object, List<ColumnBuilder> columns);

    /** The same of what is no element; it is left out where it has no place. */
    default void append(AddedValues added, List<ColumnBuilder> columns) {}
  }

  /** Objects for whoever works on the same partition. */
  record Objects() implements Writer {
    @Override
    public Schema schema() {
      return OBJECTS;
    }

    @Override
    public Rows open(TaskScope scope) {
      return new Rows() {
        @Override
        public void append(Object object, List<ColumnBuilder> columns) {
          Writer.append(scope, object, columns.getFirst());
        }

        @Override
        public void append(AddedValues added, List<ColumnBuilder> columns) {
          append((Object) added, columns);
        }
      };
    }
  }

  /** Objects for the program that wants the result. */
  record Results() implements Writer {
    @Override
    public Schema schema() {
      return RESULTS;
    }

    @Override
    public Rows open(TaskScope scope) {
      return new Rows() {
        private long number;

        @Override
        public void append(Object object, List<ColumnBuilder> columns) {
          columns.get(0).appendInt(scope.partition());
          columns.get(1).appendLong(number++);
          Writer.append(scope, object, columns.get(2));
        }

        @Override
        public void append(AddedValues added, List<ColumnBuilder> columns) {
          append((Object) added, columns);
        }
      };
    }
  }

  /** Records as rows of their components, for queries. */
  record Records(Class<?> type) implements Writer {
    @Override
    public Schema schema() {
      return RecordSchema.of(type).schema();
    }

    @Override
    public Rows open(TaskScope scope) {
      return rows(RecordSchema.of(type));
    }

    @SuppressWarnings("unchecked") // the rdd is of such
    private static <T> Rows rows(RecordSchema<T> schema) {
      return (object, columns) -> schema.append((T) object, columns);
    }
  }

  /**
   * Objects for other partitions.
   *
   * @param hashed whether the rows have the hashes of the keys
   */
  record Spread(KeyOf key, Partitioner partitioner, boolean hashed) implements Writer {
    @Override
    public Schema schema() {
      return hashed ? HASHED : SPREAD;
    }

    @Override
    public Rows open(TaskScope scope) {
      return new Rows() {
        @Override
        public void append(Object object, List<ColumnBuilder> columns) {
          Object of = key.of(object);
          int hash = scope.hash().of(of);
          columns.getFirst().appendInt(Placement.partition(partitioner, of, hash));
          append(hash, object, columns);
        }

        @Override
        public void append(AddedValues added, List<ColumnBuilder> columns) {
          columns.getFirst().appendInt(scope.partition() % partitioner.partitions());
          append(0, added, columns);
        }

        private void append(int hash, Object object, List<ColumnBuilder> columns) {
          if (hashed) {
            columns.get(1).appendLong(hash);
          }
          Writer.append(scope, object, columns.getLast());
        }
      };
    }
  }

  /** Objects for all partitions in turn, wherever their keys are. */
  record Even(int partitions) implements Writer {
    @Override
    public Schema schema() {
      return SPREAD;
    }

    @Override
    public Rows open(TaskScope scope) {
      return new Rows() {
        private int next = scope.partition() % partitions;

        @Override
        public void append(Object object, List<ColumnBuilder> columns) {
          columns.get(0).appendInt(next);
          Writer.append(scope, object, columns.get(1));
          next = (next + 1) % partitions;
        }

        @Override
        public void append(AddedValues added, List<ColumnBuilder> columns) {
          append((Object) added, columns);
        }
      };
    }
  }

  private static void append(TaskScope scope, Object object, ColumnBuilder column) {
    int length = scope.objects().write(object);
    column.appendBytes(scope.objects().buffer(), 0, length);
  }
}
