package io.sheaf.files.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileFormatContractTest;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.files.FileConnector;
import io.sheaf.files.LocalFileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFormatTest extends FileFormatContractTest {
  @TempDir Path folder;

  @Override
  protected FileFormat format() {
    return new CsvFormat();
  }

  @Override
  protected FileStore store() {
    return new LocalFileStore();
  }

  @Override
  protected String root() {
    return folder.toString();
  }

  private Table table(String name, String content, Map<String, String> options) {
    try {
      Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new FileConnector().table(new TableRef("csv", folder + "/" + name, options));
  }

  private static List<String> rows(Table table) {
    List<Integer> all = IntStream.range(0, table.schema().size()).boxed().toList();
    ScanRequest request = ScanRequest.of(all, 100);
    List<String> rows = new ArrayList<>();
    for (Split split : table.splits(request, 0)) {
      try (BatchStream stream =
          table.open(split, request, ScanContext.of(new MemoryPool(1 << 20)))) {
        for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
          for (int row = 0; row < batch.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < batch.columns().size(); i++) {
              values.add(JavaValues.get(batch.column(i), row, ZoneOffset.UTC));
            }
            rows.add(values.toString());
          }
        }
      }
    }
    return rows;
  }

  @Test
  void headerAndTypesAreFoundOut() {
    Table table =
        table(
            "a.csv",
            """
            id,name,price,day,at,ok,nothing
            1,Ann,1.5,2024-02-29,2024-02-29 12:00:00,true,
            -2,"B, b",2,1999-01-01,1999-01-01T01:02:03.5,FALSE,
            """,
            Map.of());
    assertEquals(
        "[id BIGINT, name VARCHAR, price DOUBLE, day DATE, at TIMESTAMP, ok BOOLEAN, nothing"
            + " VARCHAR]",
        table.schema().toString());
    assertEquals(
        List.of(
            "[1, Ann, 1.5, 2024-02-29, 2024-02-29T12:00, true, null]",
            "[-2, B, b, 2.0, 1999-01-01, 1999-01-01T01:02:03.500, false, null]"),
        rows(table));
    assertEquals(2, table.statistics().rows());
  }

  @Test
  void aFileWithoutHeaderHasNumberedColumns() {
    Table table = table("a.csv", "1,2\n3,4\n", Map.of());
    assertEquals("[column0 BIGINT, column1 BIGINT]", table.schema().toString());
    assertEquals(List.of("[1, 2]", "[3, 4]"), rows(table));
  }

  @Test
  void aQuoteThatIsNeverClosedIsAnErrorAndNotARow() {
    String content = "a,b\n1,\"x\"\n2,\"broken\n3,y\n";
    SheafException e =
        assertThrows(SheafException.class, () -> rows(table("q.csv", content, Map.of())));
    assertTrue(e.getMessage().contains("starting at line 3"), e.getMessage());
    assertEquals(List.of("[1, x\"\n]"), rows(table("r.csv", "a,b\n1,\"x\"\"\n\"", Map.of())));
  }

  @Test
  void delimitersAreFoundOutOrTold() {
    assertEquals(List.of("[1, x]"), rows(table("a.csv", "n;t\n1;x\n", Map.of())));
    assertEquals(List.of("[1, x]"), rows(table("b.tsv", "n\tt\n1\tx\n", Map.of())));
    assertEquals(
        List.of("[1, x,y]"), rows(table("c.csv", "n#t\n1#x,y\n", Map.of("delimiter", "#"))));
    assertEquals(
        List.of("[1, a'b]"), rows(table("d.csv", "n,t\n1,'a''b'\n", Map.of("quote", "'"))));
    assertEquals(
        List.of("[a, b]", "[c, d]"), rows(table("e.csv", "a,b\nc,d\n", Map.of("header", "false"))));
    assertEquals(List.of("[1, null]"), rows(table("f.csv", "n,t\n1,NA\n", Map.of("null", "NA"))));
  }

  @Test
  void anEmptyFieldIsNullAndAQuotedOneIsNot() {
    assertEquals(
        List.of("[null, 1]", "[, 2]"), rows(table("a.csv", "t,n\n,1\n\"\",2\n", Map.of())));
    assertEquals(List.of("[1]", "[null]", "[3]"), rows(table("b.csv", "n\n1\n\n3\n", Map.of())));
  }

  @Test
  void errorsNameFileLineAndColumn() {
    StringBuilder text = new StringBuilder("a,b\n");
    IntStream.range(0, 20).forEach(i -> text.append("1,").append(i).append('\n'));
    Table table = table("a.csv", text + "1,oops\n", Map.of("sample_size", "10"));
    SheafException e = assertThrows(SheafException.class, () -> rows(table));
    assertTrue(
        e.getMessage().contains("a.csv:22:2: 'oops' of column b is not a BIGINT"), e.getMessage());
    Table ragged = table("r.csv", text + "1\n", Map.of());
    SheafException few = assertThrows(SheafException.class, () -> rows(ragged));
    assertTrue(few.getMessage().contains("r.csv:22: 1 fields where 2"), few.getMessage());
  }

  @Test
  void bytesThatAreNoTextAreAnError() throws IOException {
    byte[] latin = "a,b\nStra\u00dfe,1\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("a.csv"), latin);
    SheafException e =
        assertThrows(
            SheafException.class,
            () -> new FileConnector().table(new TableRef("csv", folder + "/a.csv")));
    assertTrue(e.getMessage().contains("UTF-8"), e.getMessage());
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() {
    assertEquals("[a BIGINT]", table("a.csv", "\uFEFFa\n1\n", Map.of()).schema().toString());
  }

  @Test
  void filesAreUnifiedByName() throws IOException {
    Files.writeString(folder.resolve("1.csv"), "a,b\n1,2\n");
    Files.writeString(folder.resolve("2.csv"), "B,c\n2.5,x\n");
    Table table = new FileConnector().table(new TableRef("csv", folder + "/*.csv"));
    assertEquals("[a BIGINT, b DOUBLE, c VARCHAR]", table.schema().toString());
    assertEquals(List.of("[1, 2.0, null]", "[null, 2.5, x]"), rows(table));
    assertEquals(2, table.statistics().rows());
  }

  @Test
  void aMissingPathIsExplained() {
    SheafException e =
        assertThrows(
            SheafException.class,
            () -> new FileConnector().table(new TableRef("csv", folder + "/no*.csv")));
    assertTrue(e.getMessage().startsWith("no file matches"), e.getMessage());
  }
}
