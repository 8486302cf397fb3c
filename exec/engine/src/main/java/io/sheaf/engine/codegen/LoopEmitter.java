package io.sheaf.engine.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.Code.Kind;
import io.sheaf.engine.codegen.Loop.Carry;
import io.sheaf.engine.codegen.Loop.Change;
import io.sheaf.engine.codegen.Loop.Let;
import io.sheaf.engine.codegen.Loop.Step;
import io.sheaf.engine.codegen.Loop.Update;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the body of {@link Fragment#run} for a loop: arrays and parameters go into locals first,
 * then comes the loop, then the registers are handed out. For one use.
 */
final class LoopEmitter {
  static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_Object.arrayType(),
          CD_long.arrayType(),
          CD_int.arrayType(),
          CD_int,
          CD_long.arrayType());
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc DOUBLE = ConstantDescs.CD_Double;

  private static final int ARRAYS = 1;
  private static final int PARAMETERS = 2;
  private static final int ROWS = 3;
  private static final int COUNT = 4;
  private static final int OUT = 5;

  private final Loop loop;
  private final CodeBuilder to;
  private final int[] arrays;
  private final int[] parameters;
  private final int[] registers;
  private final Map<Integer, Integer> variables = new HashMap<>();
  private int position;
  private int row;

  private LoopEmitter(Loop loop, CodeBuilder to) {
    this.loop = loop;
    this.to = to;
    this.arrays = new int[loop.arrays().size()];
    this.parameters = new int[loop.parameters().size()];
    this.registers = new int[loop.registers().size()];
  }

  static void emit(Loop loop, CodeBuilder to) {
    LoopEmitter emitter = new LoopEmitter(loop, to);
    emitter.head();
    emitter.loop();
    emitter.tail();
    to.return_();
  }

  private void head() {
    for (int a = 0; a < arrays.length; a++) {
      arrays[a] = to.allocateLocal(TypeKind.REFERENCE);
      to.aload(ARRAYS).loadConstant(a).aaload();
      to.checkcast(arrayType(loop.arrays().get(a).type())).astore(arrays[a]);
    }
    for (int p = 0; p < parameters.length; p++) {
      Kind kind = loop.parameters().get(p);
      parameters[p] = to.allocateLocal(type(kind));
      to.aload(PARAMETERS).loadConstant(p).laload();
      switch (kind) {
        case INT -> to.l2i();
        case LONG -> {}
        case DOUBLE ->
            to.invokestatic(DOUBLE, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
      }
      to.storeLocal(type(kind), parameters[p]);
    }
    for (int r = 0; r < registers.length; r++) {
      registers[r] = to.allocateLocal(TypeKind.LONG);
      to.loadConstant(loop.registers().get(r).neutral()).lstore(registers[r]);
    }
    position = to.allocateLocal(TypeKind.INT);
    row = loop.dense() ? position : to.allocateLocal(TypeKind.INT);
    for (Step step : loop.body()) {
      if (step instanceof Let let) {
        variables.put(let.variable(), to.allocateLocal(type(let.value().kind())));
      }
    }
  }

  private void loop() {
    Label next = to.newLabel();
    Label end = to.newLabel();
    to.iconst_0().istore(position);
    to.labelBinding(next);
    to.iload(position).iload(COUNT).if_icmpge(end);
    if (!loop.dense()) {
      to.aload(ROWS).iload(position).iaload().istore(row);
    }
    for (Step step : loop.body()) {
      step(step);
    }
    to.iinc(position, 1).goto_(next);
    to.labelBinding(end);
  }

  private void tail() {
    for (int r = 0; r < registers.length; r++) {
      to.aload(OUT).loadConstant(r).lload(registers[r]).lastore();
    }
  }

  private void step(Step step) {
    switch (step) {
      case Let s -> {
        push(s.value());
        to.storeLocal(type(s.value().kind()), variables.get(s.variable()));
      }
      case Carry s -> {
        Update update = loop.registers().get(s.register()).update();
        if (update != Update.SET) {
          to.lload(registers[s.register()]);
        }
        push(s.value());
        combine(update, Kind.LONG);
        to.lstore(registers[s.register()]);
      }
      case Change s -> {
        ArrayType type = loop.arrays().get(s.array()).type();
        to.aload(arrays[s.array()]);
        push(s.index());
        if (s.update() != Update.SET) {
          to.dup2();
          to.arrayLoad(element(type));
        }
        push(s.value());
        combine(s.update(), type.element());
        to.arrayStore(element(type));
      }
    }
  }

  private void combine(Update update, Kind kind) {
    switch (update) {
      case SET -> {}
      case ADD -> arithmetic(Code.Binary.ADD, kind);
      case OR -> arithmetic(Code.Binary.OR, kind);
      case MIN -> arithmetic(Code.Binary.MIN, kind);
      case MAX -> arithmetic(Code.Binary.MAX, kind);
    }
  }

  private void push(Code code) {
    switch (code) {
      case Code.Constant c -> {
        switch (c.kind()) {
          case INT -> to.loadConstant((int) c.value());
          case LONG -> to.loadConstant(c.value());
          case DOUBLE -> to.loadConstant((double) c.value());
        }
      }
      case Code.Parameter c -> to.loadLocal(type(c.kind()), parameters[c.index()]);
      case Code.Variable c -> to.loadLocal(type(c.kind()), variables.get(c.index()));
      case Code.Row c -> to.iload(row);
      case Code.Position c -> to.iload(position);
      case Code.Element c -> {
        to.aload(arrays[c.array()]);
        push(c.index());
        to.arrayLoad(element(c.type()));
      }
      case Code.Valid c -> {
        to.aload(arrays[c.array()]).iload(row).bipush(6).ishr().laload();
        to.iload(row).lushr().lconst_1().land().lneg();
      }
      case Code.One c -> one(c);
      case Code.Two c -> two(c);
      case Code.Blend c -> {
        // no ^ ((yes ^ no) & mask)
        push(c.no());
        push(c.yes());
        push(c.no());
        to.lxor();
        push(c.mask());
        to.land().lxor();
      }
    }
  }

  private void one(Code.One c) {
    push(c.arg());
    Kind kind = c.arg().kind();
    switch (c.function()) {
      case NOT -> {
        if (kind == Kind.INT) {
          to.iconst_m1().ixor();
        } else {
          to.loadConstant(-1L).lxor();
        }
      }
      case NEGATE -> {
        switch (kind) {
          case INT -> to.ineg();
          case LONG -> to.lneg();
          case DOUBLE -> to.dneg();
        }
      }
      case SIGN -> sign(kind);
      case WIDEN -> to.i2l();
      case NARROW -> to.l2i();
      case HIGH -> to.bipush(32).lshr().l2i();
      case TO_DOUBLE -> {
        if (kind == Kind.INT) {
          to.i2d();
        } else {
          to.l2d();
        }
      }
    }
  }

  private void two(Code.Two c) {
    Kind kind = c.kind();
    switch (c.function()) {
      case LESS -> {
        push(c.left());
        push(c.right());
        arithmetic(Code.Binary.SUBTRACT, kind);
        sign(kind);
      }
      case EQUAL -> {
        // The sign of d | -d is set unless d is 0.
        push(c.left());
        push(c.right());
        arithmetic(Code.Binary.XOR, kind);
        if (kind == Kind.INT) {
          to.dup().ineg().ior();
          sign(kind);
          to.iconst_m1().ixor();
        } else {
          to.dup2().lneg().lor();
          sign(kind);
          to.loadConstant(-1L).lxor();
        }
      }
      default -> {
        push(c.left());
        push(c.right());
        arithmetic(c.function(), kind);
      }
    }
  }

  private void sign(Kind kind) {
    if (kind == Kind.INT) {
      to.bipush(31).ishr();
    } else {
      to.bipush(63).lshr();
    }
  }

  private void arithmetic(Code.Binary function, Kind kind) {
    switch (kind) {
      case INT -> ints(function);
      case LONG -> longs(function);
      case DOUBLE -> doubles(function);
    }
  }

  private void ints(Code.Binary function) {
    switch (function) {
      case ADD, PLUS -> to.iadd();
      case SUBTRACT, DISTANCE -> to.isub();
      case MULTIPLY, TIMES -> to.imul();
      case AND -> to.iand();
      case OR -> to.ior();
      case XOR -> to.ixor();
      case SHIFT_LEFT -> to.ishl();
      case MIN -> to.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
      case MAX -> to.invokestatic(MATH, "max", MethodTypeDesc.of(CD_int, CD_int, CD_int));
      case LESS, EQUAL -> throw SheafException.bug("not plain arithmetic: " + function);
    }
  }

  private void longs(Code.Binary function) {
    switch (function) {
      case ADD, PLUS -> to.ladd();
      case SUBTRACT, DISTANCE -> to.lsub();
      case MULTIPLY, TIMES -> to.lmul();
      case AND -> to.land();
      case OR -> to.lor();
      case XOR -> to.lxor();
      case SHIFT_LEFT -> to.lshl();
      case MIN -> to.invokestatic(MATH, "min", MethodTypeDesc.of(CD_long, CD_long, CD_long));
      case MAX -> to.invokestatic(MATH, "max", MethodTypeDesc.of(CD_long, CD_long, CD_long));
      case LESS, EQUAL -> throw SheafException.bug("not plain arithmetic: " + function);
    }
  }

  private void doubles(Code.Binary function) {
    switch (function) {
      case ADD -> to.dadd();
      case SUBTRACT -> to.dsub();
      case MULTIPLY -> to.dmul();
      case PLUS, DISTANCE, TIMES, AND, OR, XOR, SHIFT_LEFT, MIN, MAX, LESS, EQUAL ->
          throw SheafException.bug("not for doubles: " + function);
    }
  }

  private static TypeKind type(Kind kind) {
    return switch (kind) {
      case INT -> TypeKind.INT;
      case LONG -> TypeKind.LONG;
      case DOUBLE -> TypeKind.DOUBLE;
    };
  }

  private static TypeKind element(ArrayType type) {
    return switch (type) {
      case BYTES -> TypeKind.BYTE;
      case INTS -> TypeKind.INT;
      case LONGS -> TypeKind.LONG;
      case DOUBLES -> TypeKind.DOUBLE;
    };
  }

  private static ClassDesc arrayType(ArrayType type) {
    return switch (type) {
      case BYTES -> ConstantDescs.CD_byte.arrayType();
      case INTS -> CD_int.arrayType();
      case LONGS -> CD_long.arrayType();
      case DOUBLES -> CD_double.arrayType();
    };
  }
}
