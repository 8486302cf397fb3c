package io.sheaf.engine.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillSpaceTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  /** A folder that is not empty stands where the second file was. */
  @Test
  void aFileThatCannotBeDeletedKeepsNoOther(@TempDir Path directory) throws IOException {
    SpillSpace space = new SpillSpace(directory);
    Batch batch =
        Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, new long[] {1, 2})), 2);
    for (int i = 0; i < 5; i++) {
      SpillFile file = space.create(SCHEMA);
      file.write(batch);
      file.finishWriting();
    }
    Path folder = directory.resolve(directory.toFile().list()[0]);
    Path obstacle = folder.resolve("1.spill");
    Files.delete(obstacle);
    Files.createDirectories(obstacle.resolve("inner"));
    SheafException why = assertThrows(SheafException.class, space::close);
    assertEquals("SPILL_FAILED", why.code());
    assertFalse(Files.exists(folder));
    space.close();
  }
}
