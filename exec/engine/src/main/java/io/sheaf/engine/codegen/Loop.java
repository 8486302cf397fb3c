package io.sheaf.engine.codegen;

import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.Code.Kind;
import java.util.List;

/**
 * A loop over some rows of a batch: the shape of a {@link Fragment}, and the key under which its
 * class is kept. Immutable.
 *
 * @param title what it does, for readers
 * @param arrays types and names of the arrays that it reads and writes
 * @param parameters kinds of the numbers that come with a call
 * @param dense whether the rows are those from 0 on; else they are listed
 * @param registers values carried from row to row
 * @param body what is done with each row
 */
public record Loop(
    String title,
    List<Array> arrays,
    List<Kind> parameters,
    boolean dense,
    List<Register> registers,
    List<Step> body) {

  public Loop {
    arrays = List.copyOf(arrays);
    parameters = List.copyOf(parameters);
    registers = List.copyOf(registers);
    body = List.copyOf(body);
  }

  /** An array, with a name for readers. */
  public record Array(ArrayType type, String name) {}

  /** How a value is put together with one that is there. */
  public enum Update {
    SET,
    ADD,
    MIN,
    MAX,
    OR
  }

  /**
   * A LONG kept in a register through the loop, starting at the neutral value of its update, and
   * handed out at the end.
   */
  public record Register(Update update) {
    /** Where the update starts from. */
    public long neutral() {
      return switch (update) {
        case SET, ADD, OR -> 0;
        case MIN -> Long.MAX_VALUE;
        case MAX -> Long.MIN_VALUE;
      };
    }
  }

  /** One statement of the body. */
  public sealed interface Step {
    Code value();
  }

  /** A variable of the row; variables are numbered in the order of their making. */
  public record Let(int variable, Code value) implements Step {}

  /** An element of an array is changed. */
  public record Change(int array, Code index, Update update, Code value) implements Step {}

  /** A register is changed. */
  public record Carry(int register, Code value) implements Step {}
}
