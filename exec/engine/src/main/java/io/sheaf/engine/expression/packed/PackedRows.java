package io.sheaf.engine.expression.packed;

import io.sheaf.plan.PackedResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Packed rows of a group, one behind the other in an array. For one thread. */
final class PackedRows {
  private final PackedForm form;
  private final byte[] data;

  /** From where to where each row is. */
  private final List<int[]> rows;

  PackedRows(PackedForm form, byte[] data) {
    this.form = form;
    this.data = data;
    this.rows = new ArrayList<>();
    if (!form.collected()) {
      rows.add(new int[] {0, data.length});
      return;
    }
    for (int at = 0; at < data.length; ) {
      int from = at + Integer.BYTES;
      at = from + PackedBytes.length(data, at);
      rows.add(new int[] {from, at});
    }
  }

  private PackedRows(PackedRows other) {
    this.form = other.form;
    this.data = other.data;
    this.rows = new ArrayList<>(other.rows);
    rows.sort(Comparator.comparing(row -> row, this::compare));
  }

  private int compare(int[] a, int[] b) {
    return Arrays.compareUnsigned(data, a[0], a[1], data, b[0], b[1]);
  }

  PackedRows sorted() {
    return new PackedRows(this);
  }

  int count() {
    return rows.size();
  }

  /** Where the value of a row begins. */
  private int value(int row) {
    int at = rows.get(row)[0];
    for (int key = 0; key < form.keys(); key++) {
      boolean isNull = data[at++] != 1;
      at = isNull ? at : PackedBytes.skip(data, at, form.kind(key), form.descending(key));
    }
    return at;
  }

  byte[] text(int row) {
    return PackedBytes.textAt(data, value(row), rows.get(row)[1]);
  }

  long whole(int row) {
    return PackedBytes.wholeAt(data, value(row));
  }

  double number(int row) {
    return PackedBytes.floatingAt(data, value(row));
  }

  long high(int row) {
    return PackedBytes.wholeAt(data, value(row));
  }

  long low(int row) {
    return PackedBytes.lowAt(data, value(row));
  }

  double[] numbers() {
    double[] numbers = new double[count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(i);
    }
    return numbers;
  }

  /** How often each value is there; rows must be sorted. */
  int[] frequencies() {
    int[] frequencies = new int[count()];
    int different = 0;
    for (int i = 0; i < count(); i++) {
      different += i > 0 && compare(rows.get(i - 1), rows.get(i)) != 0 ? 1 : 0;
      frequencies[different]++;
    }
    return Arrays.copyOf(frequencies, different + 1);
  }

  /** The first row with the value that is most frequent; rows must be sorted. */
  int mostFrequent() {
    int best = 0;
    int most = 0;
    int first = 0;
    for (int frequency : frequencies()) {
      if (frequency > most) {
        most = frequency;
        best = first;
      }
      first += frequency;
    }
    return best;
  }

  long bits(PackedResult how) {
    long bits = whole(0);
    for (int i = 1; i < count(); i++) {
      long next = whole(i);
      bits =
          how == PackedResult.BIT_AND
              ? bits & next
              : how == PackedResult.BIT_OR ? bits | next : bits ^ next;
    }
    return bits;
  }
}
