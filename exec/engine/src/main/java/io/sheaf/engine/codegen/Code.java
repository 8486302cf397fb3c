package io.sheaf.engine.codegen;

import java.util.Objects;

/**
 * A value of one row in a {@link Loop}: what the generator turns into bytecode, the printer into
 * text and {@link Bounds} into an interval. Truth values are masks: -1 (all bits) for true, 0 for
 * false. Immutable, and equal where the generated code is.
 */
public sealed interface Code {
  Kind kind();

  /** What a value is on the stack of the JVM. */
  enum Kind {
    INT,
    LONG,
    DOUBLE
  }

  /** What an array holds. */
  enum ArrayType {
    BYTES(Kind.INT),
    INTS(Kind.INT),
    LONGS(Kind.LONG),
    DOUBLES(Kind.DOUBLE);

    private final Kind element;

    ArrayType(Kind element) {
      this.element = element;
    }

    Kind element() {
      return element;
    }
  }

  /** Functions of one value. */
  enum Unary {
    /** All bits flipped: the opposite of a mask. */
    NOT,
    NEGATE,
    /** Mask of the values below 0. */
    SIGN,
    /** INT to LONG. */
    WIDEN,
    /** LONG to INT, the low bits. */
    NARROW,
    /** LONG to INT, the high bits: keeps the sign. */
    HIGH,
    TO_DOUBLE
  }

  /** Functions of two values of one kind. */
  enum Binary {
    ADD,
    SUBTRACT,
    MULTIPLY,
    /** A sum, difference or product of which the low bits are wanted, overflow or not. */
    PLUS,
    DISTANCE,
    TIMES,
    AND,
    OR,
    XOR,
    /** By an INT. */
    SHIFT_LEFT,
    MIN,
    MAX,
    /** Mask of left &lt; right; the difference must not overflow. */
    LESS,
    /** Mask of left = right. */
    EQUAL
  }

  /** A number that is part of the shape, as a power of ten. */
  record Constant(long value, Kind kind) implements Code {}

  /** A number that comes with each call: a literal of the statement, a base, a shift. */
  record Parameter(int index, Kind kind) implements Code {}

  /** A value computed before in the same row. */
  record Variable(int index, Kind kind) implements Code {}

  /** The number of the row in its batch. */
  record Row() implements Code {
    @Override
    public Kind kind() {
      return Kind.INT;
    }
  }

  /** The number of the row among those looked at. */
  record Position() implements Code {
    @Override
    public Kind kind() {
      return Kind.INT;
    }
  }

  /** An array's element. */
  record Element(int array, ArrayType type, Code index) implements Code {
    @Override
    public Kind kind() {
      return type.element();
    }
  }

  /** Mask (LONG) of a row's validity bit. */
  record Valid(int array) implements Code {
    @Override
    public Kind kind() {
      return Kind.LONG;
    }
  }

  /** A function of one value. */
  record One(Unary function, Code arg) implements Code {
    @Override
    public Kind kind() {
      return switch (function) {
        case NOT, NEGATE, SIGN -> arg.kind();
        case WIDEN -> Kind.LONG;
        case NARROW, HIGH -> Kind.INT;
        case TO_DOUBLE -> Kind.DOUBLE;
      };
    }
  }

  /** A function of two values. */
  record Two(Binary function, Code left, Code right) implements Code {
    public Two {
      Objects.requireNonNull(function);
      boolean shift = function == Binary.SHIFT_LEFT;
      if (shift ? right.kind() != Kind.INT : left.kind() != right.kind()) {
        throw new IllegalArgumentException(left + " " + function + " " + right);
      }
    }

    @Override
    public Kind kind() {
      return left.kind();
    }
  }

  /** {@code yes} where the mask is set, else {@code no}; LONG. */
  record Blend(Code mask, Code yes, Code no) implements Code {
    public Blend {
      if (mask.kind() != Kind.LONG || yes.kind() != Kind.LONG || no.kind() != Kind.LONG) {
        throw new IllegalArgumentException("blend of " + yes + " and " + no);
      }
    }

    @Override
    public Kind kind() {
      return Kind.LONG;
    }
  }

  static Code constant(long value) {
    return new Constant(value, Kind.LONG);
  }

  static Code not(Code mask) {
    return mask instanceof One one && one.function() == Unary.NOT
        ? one.arg()
        : new One(Unary.NOT, mask);
  }

  static Code two(Binary function, Code left, Code right) {
    return new Two(function, left, right);
  }

  /** The value as a LONG. */
  static Code widen(Code value) {
    return value.kind() == Kind.INT ? new One(Unary.WIDEN, value) : value;
  }
}
