package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Sizes, names and habits that every source keeps to. */
class HouseRulesTest {
  private static final int FILE_LINES = 800;
  private static final int LARGE_FILE_LINES = 1200;
  private static final int METHOD_LINES = 60;
  private static final int CONSTRUCTOR_ARGUMENTS = 6;
  private static final int IMPORTS = 40;

  private static final Pattern VAGUE_NAME =
      Pattern.compile("(Impl|Manager|Helper|Utils?)(?=[A-Z0-9]|$)");

  private static final Pattern CLOCK =
      Pattern.compile(
          "System\\s*(\\.|::)\\s*(nanoTime|currentTimeMillis)"
              + "|Clock\\s*\\.\\s*(system|tick)"
              + "|(Instant|Year|Local\\w+|Zoned\\w+|Offset\\w+)\\s*(\\.|::)\\s*now\\b");

  /** Written in two pieces, so that this file does not hold what it forbids. */
  private static final List<String> NOWHERE = List.of("@Dis" + "abled", "TO" + "DO", "FIX" + "ME");

  private final List<String> complaints = new ArrayList<>();

  @Test
  void filesStaySmall() {
    for (Path file : all("main", "test")) {
      boolean isTest = SourceTree.name(file).contains("/src/test/");
      boolean isPublicApi = isOf(file, "shell/jdbc") || isOf(file, "dataframe/api");
      int limit = isTest || isPublicApi ? LARGE_FILE_LINES : FILE_LINES;
      long lines = SourceTree.read(file).lines().count();
      if (lines > limit) {
        complain(file, "has " + lines + " lines, " + limit + " are allowed");
      }
      long imports = SourceTree.read(file).lines().filter(l -> l.startsWith("import ")).count();
      if (imports > IMPORTS && !isTest) {
        complain(file, "has " + imports + " imports, " + IMPORTS + " are allowed");
      }
    }
    assertNoComplaints();
  }

  @Test
  void methodsAndConstructorsStaySmall() throws IOException {
    parse(
        all("main"),
        (file, unit, positions) ->
            new TreeScanner<Void, Void>() {
              private boolean isRecord;

              @Override
              public Void visitClass(ClassTree type, Void nothing) {
                boolean outer = isRecord;
                isRecord = type.getKind() == Tree.Kind.RECORD;
                super.visitClass(type, nothing);
                isRecord = outer;
                return null;
              }

              @Override
              public Void visitMethod(MethodTree method, Void nothing) {
                long start = positions.getStartPosition(unit, method);
                long end = positions.getEndPosition(unit, method);
                if (end > start) {
                  long lines = lines(unit, start, end) + 1 - linesOfLabels(method, unit, positions);
                  if (lines > METHOD_LINES) {
                    complain(file, method.getName() + " has " + lines + " lines");
                  }
                  if (!isRecord
                      && method.getReturnType() == null
                      && method.getParameters().size() > CONSTRUCTOR_ARGUMENTS) {
                    complain(
                        file, "a constructor has " + method.getParameters().size() + " arguments");
                  }
                }
                return super.visitMethod(method, nothing);
              }
            }.scan(unit, null));
    assertNoComplaints();
  }

  @Test
  void typeNamesSaySomething() throws IOException {
    parse(
        all("main", "test"),
        (file, unit, positions) ->
            new TreeScanner<Void, Void>() {
              @Override
              public Void visitClass(ClassTree type, Void nothing) {
                if (VAGUE_NAME.matcher(type.getSimpleName()).find()) {
                  complain(file, "the name " + type.getSimpleName() + " says nothing");
                }
                return super.visitClass(type, nothing);
              }
            }.scan(unit, null));
    assertNoComplaints();
  }

  @Test
  void everyPackageExplainsItself() {
    Set<Path> folders = new TreeSet<>();
    all("main").forEach(file -> folders.add(file.getParent()));
    for (Path folder : folders) {
      Path info = folder.resolve("package-info.java");
      if (!Files.exists(info)) {
        complain(folder, "has no package-info.java");
      } else if (SourceTree.read(info).lines().count() < 4) {
        complain(info, "does not say what comes in and what goes out");
      }
    }
    assertNoComplaints();
  }

  @Test
  void nothingIsLeftForLater() {
    for (Path file : all("main", "test")) {
      String text = SourceTree.read(file);
      for (String forbidden : NOWHERE) {
        if (Pattern.compile("(?<!\\w)" + forbidden + "(?!\\w)").matcher(text).find()) {
          complain(file, "holds " + forbidden);
        }
      }
    }
    assertNoComplaints();
  }

  @Test
  void clocksArePassedIn() {
    String sleep = "Thread" + ".sleep(";
    for (Path file : all("test")) {
      if (SourceTree.read(file).contains(sleep)) {
        complain(file, "sleeps");
      }
    }
    for (Path file : all("main")) {
      String name = SourceTree.name(file);
      boolean isProgram = name.endsWith("Main.java"); // it passes the clock in
      boolean isEngine = !isProgram && (name.startsWith("exec/") || name.startsWith("connectors/"));
      if (isEngine && CLOCK.matcher(SourceTree.read(file)).find()) {
        complain(file, "reads a clock that was not passed in");
      }
    }
    assertNoComplaints();
  }

  @Test
  void theTopLevelHoldsOnlyItsRooms() throws IOException {
    Set<String> rooms =
        Set.of(
            "pom.xml",
            "sql",
            "dataframe",
            "exec",
            "connectors",
            "shell",
            "tpch",
            "README.md",
            "LICENSE",
            "target");
    try (Stream<Path> entries = Files.list(SourceTree.ROOT)) {
      entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(entry -> !rooms.contains(entry.getFileName().toString()))
          .forEach(entry -> complain(entry, "does not belong at the top level"));
    }
    assertNoComplaints();
  }

  private interface Check {
    void look(Path file, CompilationUnitTree unit, SourcePositions positions);
  }

  private static void parse(List<Path> files, Check check) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager disk = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  disk,
                  null,
                  List.of("-proc:none"),
                  null,
                  disk.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        if (unit.getKind() == Tree.Kind.COMPILATION_UNIT) {
          check.look(Path.of(unit.getSourceFile().toUri()), unit, positions);
        }
      }
    }
  }

  /**
   * The formatter gives each of many labels a line of its own; a case of many labels counts once.
   */
  private static long linesOfLabels(
      MethodTree method, CompilationUnitTree unit, SourcePositions positions) {
    long[] lines = {0};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitCase(CaseTree branch, Void nothing) {
        if (branch.getLabels().size() > 1) {
          long first = positions.getStartPosition(unit, branch.getLabels().getFirst());
          lines[0] +=
              lines(unit, first, positions.getEndPosition(unit, branch.getLabels().getLast()));
        }
        return super.visitCase(branch, nothing);
      }
    }.scan(method, null);
    return lines[0];
  }

  private static long lines(CompilationUnitTree unit, long start, long end) {
    return unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start);
  }

  private static List<Path> all(String... mainOrTest) {
    List<Path> files = new ArrayList<>();
    for (String module : Layers.table().keySet()) {
      for (String part : mainOrTest) {
        files.addAll(SourceTree.sources(module, part));
      }
    }
    return files;
  }

  private static boolean isOf(Path file, String module) {
    return SourceTree.name(file).startsWith(module + "/");
  }

  private void complain(Path file, String what) {
    complaints.add(SourceTree.name(file) + " " + what);
  }

  private void assertNoComplaints() {
    assertEquals("", String.join("\n", complaints));
  }
}
