package io.sheaf.engine.codegen;

import io.sheaf.columnar.SheafException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes classes of loops, and keeps them by shape for the whole process: statements that differ
 * only in literals share them. Thread-safe.
 */
public final class Fragments {
  /** HotSpot compiles no larger method. */
  static final int MOST_BYTECODES = 8000;

  private static final int MOST_KEPT = 512;
  private static final ClassDesc NAME = ClassDesc.of("io.sheaf.engine.codegen.Generated");

  /** In the order of their last use. */
  private static final Map<Loop, Optional<Generated>> KEPT =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Loop, Optional<Generated>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private Fragments() {}

  /** The loop's code; empty where it would be too long for the compiler. */
  public static Optional<Generated> of(Loop loop) {
    synchronized (KEPT) {
      return KEPT.computeIfAbsent(loop, Fragments::generate);
    }
  }

  private static Optional<Generated> generate(Loop loop) {
    byte[] bytes = bytes(loop);
    if (codeLength(bytes) >= MOST_BYTECODES) {
      return Optional.empty();
    }
    try {
      MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
      MethodType none = MethodType.methodType(void.class);
      return Optional.of(
          new Generated((Fragment) made.findConstructor(made.lookupClass(), none).invoke()));
    } catch (Throwable t) {
      throw new SheafException(
          SheafException.Blame.BUG, "CODEGEN", "cannot load a generated loop: " + loop, t);
    }
  }

  private static byte[] bytes(Loop loop) {
    return ClassFile.of()
        .build(
            NAME,
            made -> {
              made.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
              made.withInterfaceSymbols(List.of(ClassDesc.of(Fragment.class.getName())));
              made.withMethodBody(
                  ConstantDescs.INIT_NAME,
                  ConstantDescs.MTD_void,
                  ClassFile.ACC_PUBLIC,
                  code ->
                      code.aload(0)
                          .invokespecial(
                              ConstantDescs.CD_Object,
                              ConstantDescs.INIT_NAME,
                              ConstantDescs.MTD_void)
                          .return_());
              made.withMethodBody(
                  "run",
                  LoopEmitter.RUN,
                  ClassFile.ACC_PUBLIC,
                  code -> LoopEmitter.emit(loop, code));
            });
  }

  private static int codeLength(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .map(method -> method.code().orElseThrow())
        .mapToInt(code -> code instanceof CodeAttribute attribute ? attribute.codeLength() : 0)
        .max()
        .orElse(0);
  }
}
