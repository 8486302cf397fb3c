package io.sheaf.columnar.arrow;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * A batch in Arrow memory, with Arrow's standard types. Immutable; belongs to whoever received it,
 * who closes it. May be handed from thread to thread.
 */
public final class ArrowBatch implements AutoCloseable {
  private final Schema schema;
  private final VectorSchemaRoot root;

  private ArrowBatch(Schema schema, VectorSchemaRoot root) {
    this.schema = schema;
    this.root = root;
  }

  /** Copies the selected rows of a batch; the memory comes from {@code allocator}. */
  public static ArrowBatch of(Batch batch, BufferAllocator allocator) {
    Batch dense = batch.compact();
    List<FieldVector> vectors = new ArrayList<>();
    try {
      for (int i = 0; i < dense.schema().size(); i++) {
        FieldVector vector = ArrowSchemas.field(dense.schema().field(i)).createVector(allocator);
        vectors.add(vector);
        Column column = Columns.flatten(dense.column(i), dense.rows());
        ArrowWriter.write(column, dense.rows(), vector);
      }
    } catch (RuntimeException | Error e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
    return new ArrowBatch(dense.schema(), new VectorSchemaRoot(vectors));
  }

  public Schema schema() {
    return schema;
  }

  public int rows() {
    return root.getRowCount();
  }

  /** The vectors; they live until {@link #close()}. */
  public VectorSchemaRoot root() {
    return root;
  }

  /** A frozen copy on the heap. */
  public Batch toBatch() {
    List<Column> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      columns.add(ArrowReader.read(root.getVector(i), schema.type(i), rows()));
    }
    return Batch.frozen(schema, columns, rows());
  }

  @Override
  public void close() {
    root.close();
  }
}
