package io.sheaf.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.SheafException;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExprCompilerTest {
  private static final DataType.Decimal PRICE = new DataType.Decimal(15, 2);

  private static Expr call(ScalarFunction function, DataType type, Expr... args) {
    return new Expr.Call(function, List.of(args), type);
  }

  private static Expr.Literal literal(Object value, DataType type) {
    return new Expr.Literal(value, type);
  }

  private static Expr ref(int index, DataType type) {
    return new Expr.InputRef(index, type);
  }

  private static Batch batch(Column... columns) {
    List<Field> fields =
        Arrays.stream(columns).map(column -> new Field("c", column.type(), true)).toList();
    return Batch.borrowed(new Schema(fields), List.of(columns), 2);
  }

  private static void fails(String code, String message, Expr expr, Batch batch) {
    CompiledExpr.Evaluation evaluation = ExprCompiler.compile(expr).open();
    SheafException e = assertThrows(SheafException.class, () -> evaluation.evaluate(batch));
    assertEquals(code, e.code());
    assertEquals(message, e.getMessage());
    assertEquals(SheafException.Blame.USER, e.blame());
  }

  @Test
  void errorsNameTheValues() {
    Batch numbers =
        batch(
            new LongColumn(Simple.BIGINT, new long[] {5, Long.MAX_VALUE}),
            new LongColumn(Simple.BIGINT, new long[] {0, 1}));
    Expr a = ref(0, Simple.BIGINT);
    Expr b = ref(1, Simple.BIGINT);
    fails(
        "DIVISION_BY_ZERO",
        "division by zero: 5 / 0",
        call(ScalarFunction.DIVIDE, Simple.BIGINT, a, b),
        numbers);
    fails(
        "NUMERIC_OVERFLOW",
        "bigint overflow: 9223372036854775807 + 1",
        call(ScalarFunction.ADD, Simple.BIGINT, a, b),
        numbers);
    fails(
        "NUMERIC_OVERFLOW",
        "value 9223372036854775807 is out of range for TINYINT",
        new Expr.Cast(a, Simple.TINYINT, false),
        numbers);
    fails(
        "BAD_CAST",
        "cannot cast 'abc' to INTEGER",
        new Expr.Cast(literal("abc", DataType.VARCHAR), Simple.INTEGER, false),
        numbers);
    fails(
        "INVALID_ARGUMENT",
        "SUBSTRING of a negative length: -1",
        call(
            ScalarFunction.SUBSTRING,
            DataType.VARCHAR,
            literal("abc", DataType.VARCHAR),
            literal(1, Simple.INTEGER),
            literal(-1, Simple.INTEGER)),
        numbers);
  }

  @Test
  void refusesTextsBeyondAllMeasure() {
    Batch numbers =
        batch(new LongColumn(Simple.BIGINT, new long[] {2_000_000_000, Long.MAX_VALUE}));
    Expr times = ref(0, Simple.BIGINT);
    Expr one = literal("ab", DataType.VARCHAR);
    Expr many = call(ScalarFunction.REPEAT, DataType.VARCHAR, one, literal(20_000, Simple.INTEGER));
    for (Expr huge :
        List.of(
            call(ScalarFunction.REPEAT, DataType.VARCHAR, one, times),
            call(ScalarFunction.LPAD, DataType.VARCHAR, one, times, one),
            call(ScalarFunction.RPAD, DataType.VARCHAR, one, times, one),
            call(
                ScalarFunction.REPLACE,
                DataType.VARCHAR,
                many,
                literal("a", DataType.VARCHAR),
                many),
            call(
                ScalarFunction.REGEXP_REPLACE,
                DataType.VARCHAR,
                many,
                literal("a", DataType.VARCHAR),
                many))) {
      fails(
          "TOO_LARGE", "a text of more than 64 MB, which no expression may compute", huge, numbers);
    }
  }

  @Test
  void rowsThatDoNotCountRaiseNothing() {
    Batch numbers =
        batch(
            new LongColumn(Simple.BIGINT, new long[] {5, 6}),
            new LongColumn(Simple.BIGINT, new long[] {0, 3}));
    Expr quotient =
        call(ScalarFunction.DIVIDE, Simple.BIGINT, ref(0, Simple.BIGINT), ref(1, Simple.BIGINT));
    Batch second = numbers.withSelection(new Selection(new int[] {1}, 1));
    LongColumn result =
        assertInstanceOf(LongColumn.class, ExprCompiler.compile(quotient).open().evaluate(second));
    assertEquals(2, result.values()[1]);
    Expr guarded =
        call(
            ScalarFunction.AND,
            Simple.BOOLEAN,
            call(
                ScalarFunction.NOT_EQUAL,
                Simple.BOOLEAN,
                ref(1, Simple.BIGINT),
                literal(0L, Simple.BIGINT)),
            call(ScalarFunction.EQUAL, Simple.BOOLEAN, quotient, literal(2L, Simple.BIGINT)));
    int[] selected = new int[2];
    assertEquals(1, ExprCompiler.compileFilter(guarded).open().select(numbers, selected));
    assertEquals(1, selected[0]);
  }

  @Test
  void decimalsStayLongsAndKnowTheirBounds() {
    Batch prices =
        batch(
            new LongColumn(PRICE, new long[] {9_000_000, 100}),
            new LongColumn(PRICE, new long[] {4, 10}),
            new LongColumn(PRICE, new long[] {8, 0}));
    Expr one = literal(BigInteger.ONE, new DataType.Decimal(1, 0));
    DataType sum = new DataType.Decimal(16, 2);
    Expr discounted =
        call(
            ScalarFunction.MULTIPLY,
            new DataType.Decimal(31, 4),
            ref(0, PRICE),
            call(ScalarFunction.SUBTRACT, sum, one, ref(1, PRICE)));
    Expr charge =
        call(
            ScalarFunction.MULTIPLY,
            new DataType.Decimal(38, 6),
            discounted,
            call(ScalarFunction.ADD, sum, one, ref(2, PRICE)));
    LongColumn result =
        assertInstanceOf(LongColumn.class, ExprCompiler.compile(charge).open().evaluate(prices));
    assertEquals(9_000_000L * 96 * 108, result.values()[0]);
    assertEquals(100L * 90 * 100, result.values()[1]);
    assertTrue(result.interval().max() >= result.values()[0]);
    assertTrue(result.interval().max() < 1L << 50);
  }

  @Test
  void functionsOfDictionariesGiveOneDictionary() {
    byte[] data = "13-5521-70".getBytes(StandardCharsets.UTF_8);
    Dictionary phones = new Dictionary(data, new int[] {0, 5, 10}, 2);
    Batch batch = batch(new DictionaryColumn(DataType.VARCHAR, phones, new int[] {1, 0}, null));
    CompiledExpr.Evaluation prefix =
        ExprCompiler.compile(
                call(
                    ScalarFunction.SUBSTRING,
                    DataType.VARCHAR,
                    ref(0, DataType.VARCHAR),
                    literal(1, Simple.INTEGER),
                    literal(2, Simple.INTEGER)))
            .open();
    DictionaryColumn first = assertInstanceOf(DictionaryColumn.class, prefix.evaluate(batch));
    assertEquals("21", first.string(0));
    assertEquals("13", first.string(1));
    DictionaryColumn again = assertInstanceOf(DictionaryColumn.class, prefix.evaluate(batch));
    assertSame(first.dictionary(), again.dictionary());
  }

  @Test
  void foldsWhatHasNoInputs() {
    Expr sum =
        call(
            ScalarFunction.ADD,
            Simple.INTEGER,
            literal(1, Simple.INTEGER),
            literal(2, Simple.INTEGER));
    assertEquals(literal(3, Simple.INTEGER), ConstantFolder.fold(sum));
    Expr day =
        call(
            ScalarFunction.ADD_MONTHS,
            Simple.DATE,
            literal(30, Simple.DATE),
            literal(1, Simple.INTERVAL_YEAR_MONTH));
    assertEquals(literal(58, Simple.DATE), ConstantFolder.fold(day));
    Expr bad = call(ScalarFunction.DIVIDE, Simple.INTEGER, sum, literal(0, Simple.INTEGER));
    assertEquals(
        call(
            ScalarFunction.DIVIDE,
            Simple.INTEGER,
            literal(3, Simple.INTEGER),
            literal(0, Simple.INTEGER)),
        ConstantFolder.fold(bad));
    Expr mixed = call(ScalarFunction.LESS, Simple.BOOLEAN, ref(4, Simple.INTEGER), sum);
    assertEquals(
        call(
            ScalarFunction.LESS,
            Simple.BOOLEAN,
            ref(4, Simple.INTEGER),
            literal(3, Simple.INTEGER)),
        ConstantFolder.fold(mixed));
    assertEquals(List.of(4), ExprCompiler.columns(mixed));
  }

  @Test
  void rangesOfAnyWidth() {
    int[] values = {Integer.MIN_VALUE, Integer.MAX_VALUE};
    Batch batch = batch(new IntColumn(Simple.INTEGER, values));
    Expr x = ref(0, Simple.INTEGER);
    Expr wide =
        call(
            ScalarFunction.AND,
            Simple.BOOLEAN,
            call(
                ScalarFunction.GREATER,
                Simple.BOOLEAN,
                x,
                literal(Integer.MIN_VALUE, Simple.INTEGER)),
            call(
                ScalarFunction.LESS_OR_EQUAL,
                Simple.BOOLEAN,
                x,
                literal(Integer.MAX_VALUE, Simple.INTEGER)));
    int[] selected = new int[2];
    assertEquals(1, ExprCompiler.compileFilter(wide).open().select(batch, selected));
    assertEquals(1, selected[0]);
  }

  @Test
  void castsThatDoNotExistAreFoundByCompiling() {
    SheafException e =
        assertThrows(
            SheafException.class,
            () -> ExprCompiler.compile(new Expr.Cast(ref(0, Simple.DATE), Simple.BOOLEAN, false)));
    assertEquals("there is no cast from DATE to BOOLEAN", e.getMessage());
  }
}
