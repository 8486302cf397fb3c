package io.sheaf.plan;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** How rows are spread over partitions. */
public sealed interface Partitioning {
  /** All rows in one partition. */
  record Single() implements Partitioning {}

  /** By the hash of these columns; equal keys share a partition. */
  record Hash(List<Integer> columns, int partitions) implements Partitioning {
    public Hash {
      columns = List.copyOf(columns);
      if (partitions < 1) {
        throw new IllegalArgumentException("partitions " + partitions);
      }
    }
  }

  /** Evenly, by the hash of the whole row (so that a retry spreads alike). */
  record RoundRobin(int partitions) implements Partitioning {}

  /** All rows in every partition. */
  record Broadcast() implements Partitioning {}

  /** All rows in every partition, each of which computes them itself: nothing moves. */
  record Replicated() implements Partitioning {}

  /** By the number of the partition, which a column says, an INTEGER without NULLs. */
  record Numbered(int column, int partitions) implements Partitioning {}

  /**
   * By ranges of a column without NULLs: each partition reads its own of a table, nothing moves.
   *
   * @param bounds where ranges end, exclusive, and the next ones begin; ascending
   */
  record Range(int column, List<Long> bounds) implements Partitioning {
    public Range {
      bounds = List.copyOf(bounds);
    }

    public int partitions() {
      return bounds.size() + 1;
    }
  }

  /**
   * Each partition stays with the worker that computed it and is kept there, so that later queries
   * need not compute it again; nothing moves but where a partition is read elsewhere.
   *
   * @param id of what is kept, the same in all queries that read it
   * @param name of it, for people
   * @param level how it is kept
   * @param scans in how many partitions tables are read by those who compute it: the same in all
   *     queries, so that a partition has the same rows whoever computes it
   */
  record Kept(long id, String name, String level, int scans) implements Partitioning {
    public Kept {
      if (scans < 1) {
        throw new IllegalArgumentException("scans " + scans);
      }
    }
  }

  /**
   * The same spread of rows whose columns have other numbers.
   *
   * @param moved the new number of a column, -1 when it is gone
   * @return null when the spread cannot be told by what is left
   */
  default Partitioning withColumns(IntUnaryOperator moved) {
    return switch (this) {
      case Hash h -> {
        List<Integer> columns = h.columns().stream().map(moved::applyAsInt).toList();
        yield columns.contains(-1) ? null : new Hash(columns, h.partitions());
      }
      case Range r -> {
        int column = moved.applyAsInt(r.column());
        yield column < 0 ? null : new Range(column, r.bounds());
      }
      case Numbered n -> {
        int column = moved.applyAsInt(n.column());
        yield column < 0 ? null : new Numbered(column, n.partitions());
      }
      case Single s -> s;
      case RoundRobin r -> r;
      case Broadcast b -> b;
      case Replicated r -> r;
      case Kept k -> k;
    };
  }
}
