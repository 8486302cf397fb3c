package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each public method of what users import says what it does. */
class PublicMethodsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/sheaf/dataframe");
  private static final Pattern TYPE = Pattern.compile("(?m)^public ");
  private static final Pattern METHOD = Pattern.compile("  public (?!record|class)[^=;]*\\(.*");

  @Test
  void allHaveJavadoc() throws IOException {
    List<String> bare = new ArrayList<>();
    try (var files = Files.list(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String source = Files.readString(file);
        if (TYPE.matcher(source).find()) {
          look(file, source.lines().toList(), bare);
        }
      }
    }
    assertEquals(List.of(), bare);
  }

  private static void look(Path file, List<String> lines, List<String> bare) {
    for (int i = 1; i < lines.size(); i++) {
      int before = i - 1;
      while (lines.get(before).matches(" +@.*") && !lines.get(before).contains("@Override")) {
        before--;
      }
      String above = lines.get(before).strip();
      if (METHOD.matcher(lines.get(i)).matches()
          && !above.endsWith("*/")
          && !above.equals("@Override")) {
        bare.add(file.getFileName() + ":" + (i + 1));
      }
    }
  }
}
