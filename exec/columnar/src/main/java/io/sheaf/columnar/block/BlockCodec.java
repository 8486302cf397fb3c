package io.sheaf.columnar.block;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * Batches to and from self-contained bytes: the length of an Arrow IPC record batch message, the
 * message, its body. Sheaf's edge schema holds: a DECIMAL whose batch fits 64 bits travels as Int64
 * (its buffer is half as long as a 128-bit one, which tells the reader), text as plain UTF-8. Built
 * without Arrow's own memory, so it needs no flags and no allocator.
 */
public final class BlockCodec {
  private BlockCodec() {}

  /** The selected rows of a batch. */
  public static byte[] encode(Batch batch) {
    Batch dense = batch.compact();
    int rows = dense.rows();
    BlockBody body = new BlockBody(rows * dense.columns().size() * 12);
    for (Column column : dense.columns()) {
      write(Columns.flatten(column, rows), rows, body);
    }
    ByteBuffer message = message(dense, body);
    int messageLength = message.remaining();
    int padded = messageLength + 11 & ~7;
    byte[] block = new byte[padded + body.size()];
    ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).putInt(padded).put(message);
    System.arraycopy(body.bytes(), 0, block, padded, body.size());
    return block;
  }

  /** A frozen batch of what {@link #encode} wrote; {@code schema} must be the one it had. */
  public static Batch decode(byte[] block, Schema schema) {
    ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    int bodyStart = in.getInt();
    Message message = Message.getRootAsMessage(in.slice().order(ByteOrder.LITTLE_ENDIAN));
    RecordBatch header = (RecordBatch) message.header(new RecordBatch());
    int rows = Math.toIntExact(header.length());
    BlockReader reader = new BlockReader(block, bodyStart, header, rows);
    List<Column> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      columns.add(reader.column(schema.type(i)));
    }
    return Batch.frozen(schema, columns, rows);
  }

  private static void write(Column column, int rows, BlockBody body) {
    body.validity(column.validity(), rows);
    switch (column) {
      case BooleanColumn c -> body.bits(c.values(), rows);
      case IntColumn c -> body.ints(c.values(), rows);
      case LongColumn c -> body.longs(c.values(), rows);
      case FloatColumn c -> body.floats(c.values(), rows);
      case DoubleColumn c -> body.doubles(c.values(), rows);
      case Int128Column c -> body.longs(c.values(), 2 * rows);
      case TextColumn c -> writeText(c, rows, body);
      case DictionaryColumn c -> writeText(Columns.text(c, rows), rows, body);
      case ConstantColumn c -> throw new IllegalArgumentException("constant column not flattened");
    }
  }

  private static void writeText(TextColumn column, int rows, BlockBody body) {
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      int length = column.isNull(i) ? 0 : column.lengths()[i];
      offsets[i + 1] = Math.addExact(offsets[i], length);
    }
    body.ints(offsets, rows + 1);
    body.startBytes(offsets[rows]);
    for (int i = 0; i < rows; i++) {
      int length = offsets[i + 1] - offsets[i];
      if (length > 0) {
        body.append(column.buffer(i), column.offsets()[i], length);
      }
    }
    body.endBytes();
  }

  private static ByteBuffer message(Batch batch, BlockBody body) {
    FlatBufferBuilder builder = new FlatBufferBuilder(256 + 40 * batch.columns().size());
    RecordBatch.startBuffersVector(builder, body.buffers());
    for (int i = body.buffers() - 1; i >= 0; i--) {
      Buffer.createBuffer(builder, body.offset(i), body.length(i));
    }
    int buffers = builder.endVector();
    RecordBatch.startNodesVector(builder, batch.columns().size());
    for (int i = batch.columns().size() - 1; i >= 0; i--) {
      long nulls = nulls(batch.column(i), batch.rows());
      FieldNode.createFieldNode(builder, batch.rows(), nulls);
    }
    int nodes = builder.endVector();
    RecordBatch.startRecordBatch(builder);
    RecordBatch.addLength(builder, batch.rows());
    RecordBatch.addNodes(builder, nodes);
    RecordBatch.addBuffers(builder, buffers);
    int header = RecordBatch.endRecordBatch(builder);
    Message.startMessage(builder);
    Message.addHeaderType(builder, MessageHeader.RecordBatch);
    Message.addHeader(builder, header);
    Message.addVersion(builder, MetadataVersion.V5);
    Message.addBodyLength(builder, body.size());
    builder.finish(Message.endMessage(builder));
    return builder.dataBuffer();
  }

  private static long nulls(Column column, int rows) {
    if (column instanceof ConstantColumn c) {
      return c.isNull(0) ? rows : 0;
    }
    long[] validity = column.validity();
    if (validity == null) {
      return 0;
    }
    long valid = 0;
    for (int word = 0; word < Validity.words(rows); word++) {
      long bits = validity[word];
      int left = rows - (word << 6);
      valid += Long.bitCount(left >= 64 ? bits : bits & (1L << left) - 1);
    }
    return rows - valid;
  }
}
