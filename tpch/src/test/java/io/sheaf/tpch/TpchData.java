package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables for tests. */
public final class TpchData {
  private TpchData() {}

  public static void generate(String scale, String folder) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    int exit = TpchMain.run(List.of("generate", "--scale", scale, "--data", folder), out, out);
    assertEquals(0, exit, err.toString(StandardCharsets.UTF_8));
  }
}
