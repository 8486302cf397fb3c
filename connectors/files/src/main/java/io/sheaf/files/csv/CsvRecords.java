package io.sheaf.files.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileInput;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The records of one file from its start, one after another. For one thread. */
final class CsvRecords implements AutoCloseable {
  /**
   * One record.
   *
   * @param line where it starts, from 1
   * @param fields null where a field is NULL
   * @param empty whether the line has no character at all
   */
  record Row(long line, List<String> fields, boolean empty) {}

  private final FileInfo file;
  private final ReadableFile source;
  private final CloseableIterator<Row> rows;
  private final FileInput input;
  private long line = 1;

  CsvRecords(FileStore store, FileInfo file, CsvOptions options) {
    this.file = file;
    this.source = store.open(file);
    this.input = new FileInput(source, 0);
    // A byte that is no UTF-8 is an error, not a question mark.
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.rows =
        CsvReader.builder()
            .fieldSeparator(options.delimiter())
            .quoteCharacter(options.quote())
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(new RowHandler(options.nullText()), new InputStreamReader(input, decoder))
            .iterator();
  }

  /** The next record, or null at the end. */
  Row next() {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      Row row = rows.next();
      line = row.line();
      return row;
    } catch (CsvParseException | UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw error(line, "the file is not valid UTF-8 behind this line");
      }
      if (e.getCause() instanceof SheafException sheaf) {
        throw sheaf;
      }
      throw error(line, "what follows cannot be read as CSV: " + e.getMessage());
    }
  }

  /** How many bytes were fetched so far. */
  long bytesRead() {
    return input.position();
  }

  private String shown() {
    return FileInfo.shown(file.path());
  }

  SheafException error(long atLine, String message) {
    return SheafException.user("BAD_CSV", shown() + ":" + atLine + ": " + message);
  }

  /** An error in one field. */
  SheafException error(long atLine, int field, String message) {
    return SheafException.user(
        "BAD_CSV", shown() + ":" + atLine + ":" + (field + 1) + ": " + message);
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw SheafException.external("IO", "cannot close " + shown(), e);
    } finally {
      source.close();
    }
  }

  private static final class RowHandler extends AbstractBaseCsvCallbackHandler<Row> {
    private final String nullText;
    private List<String> fields = new ArrayList<>();
    private boolean empty;

    RowHandler(String nullText) {
      this.nullText = nullText;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      fields = new ArrayList<>(fields.size());
      empty = false;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      String text = new String(buffer, offset, length);
      if (getStartingLineNumber() == 1 && index == 0 && text.startsWith("\uFEFF")) {
        text = text.substring(1); // a byte order mark
      }
      fields.add(!quoted && text.equals(nullText) ? null : text);
    }

    @Override
    protected void handleEmpty() {
      empty = true;
      fields.add(nullText.isEmpty() ? null : "");
    }

    @Override
    protected Row buildRecord() {
      return new Row(getStartingLineNumber(), fields, empty);
    }
  }
}
