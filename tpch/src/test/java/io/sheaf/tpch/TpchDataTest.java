package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sheaf.columnar.values.SqlText;
import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Row;
import io.sheaf.dataframe.Session;
import io.trino.tpch.TpchEntity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables hold exactly the rows that the generator prints. */
class TpchDataTest {
  private static final double SCALE = 0.01;

  @TempDir Path folder;

  @Test
  void everyValueComesBack() {
    String data = folder.resolve("data").toString();
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    assertFalse(TpchGenerator.isComplete(data));
    new TpchGenerator(SCALE, 2, new ProgressBar(nowhere, "", 1, false)).generate(data);
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
