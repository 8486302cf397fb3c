package io.sheaf.files.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.WritableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

/** Writes records; NULL is an empty field, the empty text a quoted one. */
final class CsvFileWriter implements FileFormat.FileWriter {
  private static final int BUFFER_CHARS = 1 << 16;

  /** The buffer and what its characters are encoded to. */
  static final long HELD_BYTES = 4L * BUFFER_CHARS;

  private final CsvWriter writer;
  private final CsvOptions options;
  private long rows;
  private boolean closed;

  CsvFileWriter(WritableFile file, Schema schema, CsvOptions options) {
    this.options = options;
    this.writer =
        CsvWriter.builder()
            .fieldSeparator(options.delimiter() == 0 ? ',' : options.delimiter())
            .quoteCharacter(options.quote())
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .bufferSize(BUFFER_CHARS)
            .build(new Bytes(file), StandardCharsets.UTF_8);
    if (options.header() == null || options.header()) {
      writer.writeRecord(schema.fields().stream().map(Field::name).toList());
    }
  }

  @Override
  public void write(Batch batch) {
    Batch dense = batch.compact();
    for (int row = 0; row < dense.rows(); row++) {
      CsvWriter.CsvWriterRecord record = writer.writeRecord();
      for (int i = 0; i < dense.columns().size(); i++) {
        Object value = JavaValues.get(dense.column(i), row, ZoneOffset.UTC);
        record.writeField(
            value != null
                ? SqlText.of(value)
                : options.nullText().isEmpty() ? null : options.nullText());
      }
      record.endRecord();
    }
    rows += dense.rows();
  }

  @Override
  public void finish() {
    close();
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } catch (IOException e) {
      throw SheafException.external("IO", "cannot finish a CSV file: " + e.getMessage(), e);
    }
  }

  private static final class Bytes extends OutputStream {
    private final WritableFile file;

    Bytes(WritableFile file) {
      this.file = file;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      file.write(data, offset, length);
    }
  }
}
