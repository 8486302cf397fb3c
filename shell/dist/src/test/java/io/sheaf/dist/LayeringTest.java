package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the walls between modules: by class files, and by the dependencies of their poms. */
class LayeringTest {
  private static final Map<String, Layers> TABLE = Layers.table();
  private static final Pattern TYPE = Pattern.compile("L((?:[a-z_][\\w]*/)+[\\w$]+)[;<]");

  @Test
  void theTableNamesTheModulesOfTheBuild() {
    Matcher modules =
        Pattern.compile("<module>(.+?)</module>")
            .matcher(SourceTree.read(SourceTree.ROOT.resolve("pom.xml")));
    assertEquals(
        TABLE.keySet(), new TreeSet<>(modules.results().map(module -> module.group(1)).toList()));
  }

  @Test
  void classesNameOnlyWhatTheirModuleMaySee() throws IOException {
    List<String> complaints = new ArrayList<>();
    for (String module : TABLE.keySet()) {
      for (Path file : SourceTree.classes(module)) {
        for (String type : namedTypes(file)) {
          String complaint = complaint(module, type);
          if (complaint != null) {
            complaints.add(SourceTree.name(file) + " names " + type + ": " + complaint);
          }
        }
      }
    }
    assertEquals("", String.join("\n", complaints));
  }

  @Test
  void classesLiveInThePackagesOfTheirModule() throws IOException {
    List<String> complaints = new ArrayList<>();
    for (var entry : TABLE.entrySet()) {
      for (Path file : SourceTree.classes(entry.getKey())) {
        ClassModel model = ClassFile.of().parse(file);
        if (!model.thisClass().asInternalName().startsWith(entry.getValue().packages() + "/")) {
          complaints.add(SourceTree.name(file) + " is not in " + entry.getValue().packages());
        }
      }
    }
    assertEquals("", String.join("\n", complaints));
  }

  @Test
  void pomsDependOnNoMore() {
    Pattern dependency =
        Pattern.compile(
            "<dependency>\\s*<groupId>io\\.sheaf</groupId>\\s*<artifactId>sheaf-(.+?)</artifactId>"
                + "(.*?)</dependency>",
            Pattern.DOTALL);
    List<String> complaints = new ArrayList<>();
    for (var entry : TABLE.entrySet()) {
      String module = entry.getKey();
      if (module.equals("shell/dist")) {
        continue; // it assembles all of them
      }
      Path pom = SourceTree.ROOT.resolve(module).resolve("pom.xml");
      for (MatchResult match : dependency.matcher(SourceTree.read(pom)).results().toList()) {
        boolean compile = !match.group(2).contains("<scope>");
        String other = match.group(1).replaceFirst("-", "/");
        if (compile && !entry.getValue().modules().contains(other)) {
          complaints.add(module + " depends on " + other);
        }
      }
    }
    assertEquals("", String.join("\n", complaints));
  }

  @Test
  void theTestSeesClasses() {
    assertTrue(SourceTree.classes("exec/columnar").size() > 10);
  }

  private static String complaint(String module, String type) {
    Layers layers = TABLE.get(module);
    if (isOfTheJdk(type) || type.startsWith(layers.packages() + "/")) {
      return null;
    }
    for (var entry : TABLE.entrySet()) {
      if (type.startsWith(entry.getValue().packages() + "/")) {
        boolean allowed = layers.modules().contains(entry.getKey());
        return allowed ? null : module + " may not see " + entry.getKey();
      }
    }
    boolean allowed = layers.foreign().stream().anyMatch(type::startsWith);
    return allowed ? null : "a library that " + module + " may not use";
  }

  private static boolean isOfTheJdk(String type) {
    return type.startsWith("java/")
        || type.startsWith("javax/")
        || type.startsWith("com/sun/management/")
        || type.startsWith("jdk/incubator/vector/");
  }

  /** Types in the constant pool: named as classes, in descriptors and in generic signatures. */
  private static Set<String> namedTypes(Path file) throws IOException {
    Set<String> types = new TreeSet<>();
    for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
      switch (entry) {
        case ClassEntry type -> {
          String name = type.asInternalName();
          if (!name.startsWith("[") && name.contains("/")) {
            types.add(name);
          }
        }
        case Utf8Entry text ->
            TYPE.matcher(text.stringValue()).results().forEach(found -> types.add(found.group(1)));
        default -> {}
      }
    }
    return types;
  }
}
