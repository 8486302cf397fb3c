package io.sheaf.engine.codegen;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.Code.Kind;
import io.sheaf.engine.codegen.Code.Unary;
import io.sheaf.engine.expression.kernel.Intervals;
import io.sheaf.plan.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a loop finds the columns that it reads: an array each, another for validity bits, or a
 * parameter for a constant. Made for columns of certain {@link Form}s; immutable.
 */
public final class LoopInputs {
  private static final Interval BIT = new Interval(0, 1);
  private static final Interval INTS = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);

  /** Places of one column; -1 where it has none. */
  private record Place(Form form, int values, int validity, int parameter) {}

  private final List<Place> places = new ArrayList<>();
  private final List<ExprCode.Value> values = new ArrayList<>();

  /**
   * Adds the columns to a loop.
   *
   * @param schema of the batches, for names
   */
  public LoopInputs(LoopBuilder loop, List<Expr> leaves, List<Form> forms, Schema schema) {
    for (int i = 0; i < forms.size(); i++) {
      String name = name(leaves.get(i), i, schema);
      Form form = forms.get(i);
      int array = isConstant(form) ? -1 : loop.array(arrayType(form), name);
      Code value = value(loop, form, array);
      int parameter = value instanceof Code.Parameter p ? p.index() : -1;
      int bits = form.nullable() ? loop.array(ArrayType.LONGS, name + "_valid") : -1;
      places.add(new Place(form, array, bits, parameter));
      Code mask = isTruth(form) ? loop.let(new Code.One(Unary.NEGATE, Code.widen(value))) : value;
      values.add(
          new ExprCode.Value(
              form.layout() == Form.Layout.CODES ? value : loop.let(Code.widen(mask)),
              bits < 0 ? null : loop.let(new Code.Valid(bits))));
    }
  }

  private static String name(Expr leaf, int index, Schema schema) {
    return leaf instanceof Expr.InputRef ref
        ? schema.field(ref.index()).name()
        : "computed" + index;
  }

  private static boolean isConstant(Form form) {
    return switch (form.layout()) {
      case CONSTANT, CONSTANT_DOUBLE, CONSTANT_TRUTH -> true;
      case BYTES, INTS, LONGS, DOUBLES, CODES, UNFIT -> false;
    };
  }

  private static boolean isTruth(Form form) {
    return form.layout() == Form.Layout.BYTES || form.layout() == Form.Layout.CONSTANT_TRUTH;
  }

  private static ArrayType arrayType(Form form) {
    return switch (form.layout()) {
      case BYTES -> ArrayType.BYTES;
      case INTS, CODES -> ArrayType.INTS;
      case LONGS -> ArrayType.LONGS;
      case DOUBLES -> ArrayType.DOUBLES;
      case CONSTANT, CONSTANT_DOUBLE, CONSTANT_TRUTH, UNFIT ->
          throw SheafException.bug("no array for " + form);
    };
  }

  private static Code value(LoopBuilder loop, Form form, int array) {
    return switch (form.layout()) {
      case BYTES, INTS, LONGS, DOUBLES, CODES ->
          loop.let(new Code.Element(array, arrayType(form), new Code.Row()));
      case CONSTANT, CONSTANT_TRUTH -> loop.parameter(Kind.LONG, 0);
      case CONSTANT_DOUBLE -> loop.parameter(Kind.DOUBLE, 0);
      case UNFIT -> throw SheafException.bug("no code for " + form);
    };
  }

  /** What the loop has of each column; of a dictionary's column its codes (INT). */
  public List<ExprCode.Value> values() {
    return values;
  }

  /** Puts columns of the same forms into the arrays and parameters of a call. */
  public void bind(Column[] columns, Object[] arrays, long[] parameters) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Column column = columns[i];
      switch (column) {
        case BooleanColumn c -> arrays[place.values()] = c.values();
        case IntColumn c -> arrays[place.values()] = c.values();
        case LongColumn c -> arrays[place.values()] = c.values();
        case DoubleColumn c -> arrays[place.values()] = c.values();
        case DictionaryColumn c -> arrays[place.values()] = c.codes();
        case ConstantColumn c -> parameters[place.parameter()] = constant(c.value());
        case Column c -> throw SheafException.bug("no array for " + c);
      }
      if (place.validity() >= 0) {
        arrays[place.validity()] = column.validity();
      }
    }
  }

  private static long constant(Column value) {
    return switch (value) {
      case BooleanColumn c -> c.values()[0];
      case IntColumn c -> c.values()[0];
      case LongColumn c -> c.values()[0];
      case DoubleColumn c -> Double.doubleToRawLongBits(c.values()[0]);
      case Column c -> throw SheafException.bug("no constant of " + c);
    };
  }

  /**
   * Bounds of the arrays' elements.
   *
   * @param measured whether to look at the values where little is known of them
   */
  public void bounds(Column[] columns, Batch batch, boolean measured, Interval[] arrays) {
    for (int i = 0; i < places.size(); i++) {
      int array = places.get(i).values();
      if (array >= 0) {
        arrays[array] =
            switch (columns[i]) {
              case BooleanColumn c -> BIT;
              case IntColumn c -> INTS;
              case LongColumn c ->
                  measured ? Intervals.measured(c, batch.rows()) : Intervals.known(c);
              case Column c -> null;
            };
      }
    }
  }
}
