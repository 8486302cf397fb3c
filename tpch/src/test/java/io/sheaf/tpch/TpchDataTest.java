package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Row;
import io.sheaf.dataframe.Session;
import io.trino.tpch.TpchEntity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables hold exactly the rows that the generator prints. */
class TpchDataTest {
  private static final double SCALE = 0.01;

  @TempDir Path folder;

  @Test
  void everyValueComesBack() {
    String data = folder.resolve("data").toString();
    assertFalse(TpchGenerator.isComplete(data));
    generate(SCALE, data);
    try (Session session = Session.local(1)) {
      for (TpchTables<?> table : TpchTables.ALL) {
        List<String> wanted = new ArrayList<>();
        for (TpchEntity entity : table.source().createGenerator(SCALE, 1, 1)) {
          wanted.add(line(List.of(entity.toLine().split("\\|", -1))));
        }
        String key = table.schema().field(0).name();
        assertEquals(
            wanted.stream().sorted().toList(),
            read(session, "SELECT * FROM '" + data + "/" + table.name() + "' ORDER BY " + key),
            table.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "precious.txt",
        "src/Main.java",
        ".git/config",
        "_notes.txt",
        "orders/mine.parquet",
        "orders/.part-01.parquet.kept",
        "deep/orders/part-01.parquet"
      })
  void aFolderThatHoldsSomethingElseIsLeftAlone(String name) throws IOException {
    Path data = folder.resolve("some [x] data");
    Path precious = data.resolve(name);
    Files.createDirectories(precious.getParent());
    Files.writeString(precious, "keep me");
    SheafException e = assertThrows(SheafException.class, () -> generate(0.001, data.toString()));
    assertEquals("DIRECTORY_NOT_EMPTY", e.code());
    assertTrue(e.getMessage().contains(precious.toString()), e.getMessage());
    assertEquals("keep me", Files.readString(precious));
  }

  @Test
  void aFolderWithSomeOfTheTablesIsMadeComplete() throws IOException {
    Path stale = folder.resolve("orders/part-02.parquet");
    Files.createDirectories(stale.getParent());
    Files.writeString(stale, "stale");
    generate(0.001, folder.toString());
    assertTrue(TpchGenerator.isComplete(folder.toString()));
    assertNotEquals("stale", Files.readString(stale, StandardCharsets.ISO_8859_1));
  }

  private static void generate(double scale, String folder) {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    new TpchGenerator(scale, 2, new ProgressBar(nowhere, "", 1, false)).generate(folder);
  }

  private static List<String> read(Session session, String sql) {
    List<String> lines = new ArrayList<>();
    try (Result result = session.sql(sql)) {
      for (Row row : result.rows()) {
        List<String> fields = new ArrayList<>(row.values().stream().map(SqlText::of).toList());
        fields.add("");
        lines.add(line(fields));
      }
    }
    return lines.stream().sorted().toList();
  }

  /** Numbers in their shortest form. */
  private static String line(List<String> fields) {
    List<String> plain = new ArrayList<>();
    for (String field : fields) {
      boolean number = field.matches("-?\\d+(\\.\\d+)?");
      plain.add(number ? new BigDecimal(field).stripTrailingZeros().toPlainString() : field);
    }
    return String.join("|", plain);
  }
}
