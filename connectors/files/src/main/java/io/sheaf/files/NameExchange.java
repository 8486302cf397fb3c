package io.sheaf.files;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Exchanges the names of two files or folders in one step, by Linux's {@code renameat2}, which Java
 * has no verb for. Only where the program may call native code, so that nobody is warned.
 */
final class NameExchange {
  private static final int WORKING_DIRECTORY = -100;
  private static final int RENAME_EXCHANGE = 2;
  private static final Optional<MethodHandle> RENAME = find();

  private NameExchange() {}

  @SuppressWarnings("restricted") // checked
  private static Optional<MethodHandle> find() {
    if (!System.getProperty("os.name").equals("Linux")
        || !NameExchange.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT);
    return linker
        .defaultLookup()
        .find("renameat2")
        .map(function -> linker.downcallHandle(function, signature));
  }

  /** Whether the names were exchanged; nothing has happened if not. */
  static boolean exchange(Path one, Path other) {
    if (RENAME.isEmpty() || one.getFileSystem() != FileSystems.getDefault()) {
      return false;
    }
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    if (!names.equals(StandardCharsets.UTF_8)) {
      return false; // names may be other bytes than we would write
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocateFrom(one.toString(), names);
      MemorySegment b = arena.allocateFrom(other.toString(), names);
      int result =
          (int)
              RENAME.get().invokeExact(WORKING_DIRECTORY, a, WORKING_DIRECTORY, b, RENAME_EXCHANGE);
      return result == 0;
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return false;
    }
  }
}
