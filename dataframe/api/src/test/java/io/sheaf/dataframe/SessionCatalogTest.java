package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCatalogTest {
  private static final Schema NUMBERS = Schema.of(new Field("n", Simple.BIGINT, true));
  private static final Schema TEXTS = Schema.of(new Field("n", DataType.VARCHAR, true));
  private static final List<Batch> ROWS =
      List.of(Batch.frozen(NUMBERS, List.of(new LongColumn(Simple.BIGINT, new long[] {1, 2})), 2));

  /** As when CREATE OR REPLACE TABLE comes while an INSERT runs. */
  @Test
  void rowsOfAnotherSchemaAreRefused() {
    MemoryPool pool = new MemoryPool(1 << 20);
    try (SessionCatalog catalog = new SessionCatalog(new TableMemory(pool))) {
      catalog.createTable("t", NUMBERS, List.of(), false);
      catalog.append("t", NUMBERS, ROWS);
      long held = pool.usedBytes();
      catalog.createTable("u", TEXTS, List.of(), false);
      SheafException failure =
          assertThrows(SheafException.class, () -> catalog.append("u", NUMBERS, ROWS));
      assertEquals("TABLE_CHANGED", failure.code());
      assertEquals(2, catalog.table("t").rows());
      assertEquals(0, catalog.table("u").rows());
      assertEquals(held, pool.usedBytes());
      assertThrows(SheafException.class, () -> catalog.table("u").append(ROWS));
    }
    assertEquals(List.of(), pool.openLeases());
  }
}
