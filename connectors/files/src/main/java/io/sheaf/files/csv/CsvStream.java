package io.sheaf.files.csv;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.connector.FileFormat.FileRequest;
import io.sheaf.connector.RowGate;
import io.sheaf.connector.ScanContext;
import java.util.ArrayList;
import java.util.List;

/** Reads the wanted columns of one file as the table's types. */
final class CsvStream implements BatchStream {
  private final CsvRecords records;
  private final CsvSample sample;
  private final Schema schema;
  private final int[] positions;
  private final List<ColumnBuilder> builders = new ArrayList<>();
  private final int batchRows;
  private final RowGate gate;
  private final ScanContext context;
  private boolean atStart = true;

  CsvStream(CsvRecords records, CsvSample sample, FileRequest request, ScanContext context) {
    this.records = records;
    this.sample = sample;
    this.schema = request.schema().select(request.scan().columns());
    this.batchRows = Math.min(request.scan().batchRows(), 8192);
    this.gate = new RowGate(request.scan());
    this.context = context;
    this.positions = new int[schema.size()];
    for (int i = 0; i < positions.length; i++) {
      Field field = schema.field(i);
      positions[i] = sample.schema().indexOf(field.name());
      builders.add(new ColumnBuilder(field.type(), batchRows));
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    while (!gate.done()) {
      context.checkCancelled();
      int rows = fill();
      if (rows == 0) {
        return null;
      }
      List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
      Batch passed = gate.pass(Batch.frozen(schema, columns, rows));
      if (passed != null) {
        return passed;
      }
    }
    return null;
  }

  private int fill() {
    int rows = 0;
    while (rows < batchRows) {
      CsvRecords.Row row = records.next();
      if (row == null) {
        break;
      }
      int width = sample.schema().size();
      if (row.empty() && width != 1) {
        continue;
      }
      if (atStart) {
        atStart = false;
        if (sample.header()) {
          continue;
        }
      }
      if (row.fields().size() != width) {
        throw records.error(
            row.line(), row.fields().size() + " fields where " + width + " are expected");
      }
      append(row);
      rows++;
    }
    return rows;
  }

  private void append(CsvRecords.Row row) {
    for (int i = 0; i < positions.length; i++) {
      ColumnBuilder builder = builders.get(i);
      String text = positions[i] < 0 ? null : row.fields().get(positions[i]);
      if (text == null) {
        builder.appendNull();
        continue;
      }
      try {
        SqlText.parse(text, builder);
      } catch (IllegalArgumentException e) {
        throw records.error(
            row.line(),
            positions[i],
            "'%s' of column %s is not a %s (types come from the first %d rows; see sample_size)"
                .formatted(
                    text,
                    schema.field(i).name(),
                    builder.type().sql(),
                    sample.options().sampleRows()));
      }
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
