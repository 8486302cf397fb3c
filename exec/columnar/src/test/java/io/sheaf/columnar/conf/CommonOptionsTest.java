package io.sheaf.columnar.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonOptionsTest {
  private static CommonOptions parse(String... words) {
    CommonOptions.Builder builder = CommonOptions.builder();
    for (int i = 0; i < words.length; ) {
      int taken = builder.accept(List.of(words), i);
      assertTrue(taken > 0, words[i]);
      i += taken;
    }
    return builder.build();
  }

  @Test
  void bothFormsOfAnOption() {
    CommonOptions options =
        parse("--threads", "2", "--memory=4GB", "--set", "batch.rows=3", "--set=a=b=c");
    assertEquals(
        Map.of("threads", "2", "memory", "4GB", "batch.rows", "3", "a", "b=c"), options.settings());
    assertEquals(2, options.threads().getAsInt());
    assertEquals(4L << 30, options.memoryBytes().getAsLong());
    assertEquals("3", options.properties().getProperty("batch.rows"));
  }

  @Test
  void theLastOneWins() {
    assertEquals(7, parse("--threads", "2", "--set", "threads=7").threads().getAsInt());
  }

  @Test
  void otherWordsAreLeftAlone() {
    CommonOptions.Builder builder = CommonOptions.builder();
    assertEquals(0, builder.accept(List.of("--thread"), 0));
    assertEquals(0, builder.accept(List.of("select 1"), 0));
    assertTrue(builder.build().threads().isEmpty());
    assertTrue(builder.build().memoryBytes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--threads", "--threads=0", "--threads=two", "--memory=4X", "--set=x", "--set==1"})
  void mistakesBlameTheUser(String word) {
    SheafException e = assertThrows(SheafException.class, () -> parse(word));
    assertEquals(SheafException.Blame.USER, e.blame());
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "65536b,65536",
    "1k,1024",
    "256MB,268435456",
    "1.5 GiB,1610612736",
    "2tb,2199023255552"
  })
  void sizes(String text, long bytes) {
    assertEquals(bytes, ByteSize.parse("memory", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1MB", "MB", "1 PB", "1e9", "99999999999999T"})
  void notSizes(String text) {
    assertThrows(SheafException.class, () -> ByteSize.parse("memory", text));
  }

  @ParameterizedTest
  @CsvSource({"1,1 B", "1024,1 KB", "1536,1.5 KB", "268435456,256 MB", "10737418240,10 GB"})
  void sizesForPeople(long bytes, String text) {
    assertEquals(text, ByteSize.format(bytes));
  }

  @Test
  void tooLittleMemoryIsRefused() {
    assertEquals(1 << 20, ByteSize.memory("1MB"));
    SheafException e = assertThrows(SheafException.class, () -> ByteSize.memory("12"));
    assertTrue(e.getMessage().contains("at least 1MB, not '12'"), e.getMessage());
  }
}
