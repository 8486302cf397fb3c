package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.records.RecordReader;
import io.sheaf.dataframe.records.RecordSchema;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The ways in which programs come by objects. */
public final class Readers {
  private Readers() {}

  /** The objects of rows, one input after another. */
  public record Rows() implements Reader {
    @Override
    public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
      return new ObjectRows(inputs.getFirst(), scope);
    }
  }

  /** Records of the rows of a query. */
  public record Records<T>(Class<T> type, String zone) implements Reader {
    @Override
    public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
      BatchStream rows = inputs.getFirst();
      RecordReader<T> reader = RecordSchema.of(type).reader(rows.schema(), ZoneId.of(zone));
      return new BatchObjects(rows, reader::read);
    }
  }

  /** A list that the program has given, cut into slices. */
  public record Slice() implements Reader {
    @Override
    public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
      byte[] slice = scope.slice();
      return ((List<?>) scope.objects().read(slice, 0, slice.length)).iterator();
    }
  }

  /**
   * Numbers.
   *
   * @param count of all partitions together
   */
  public record Numbers(long first, long step, long count, int partitions) implements Reader {
    @Override
    public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
      long from = at(scope.partition());
      long to = at(scope.partition() + 1);
      return new Iterator<Long>() {
        private long next = from;

        @Override
        public boolean hasNext() {
          return next < to;
        }

        @Override
        public Long next() {
          if (next >= to) {
            throw new NoSuchElementException();
          }
          return first + next++ * step;
        }
      };
    }

    private long at(int partition) {
      return Math.multiplyHigh(count, partition) == 0 && count * partition >= 0
          ? count * partition / partitions
          : (long) ((double) count / partitions * partition);
    }
  }

  /** What a function makes of two partitions. */
  public record ZipPartitions<T, U, R>(
      CallSite site, RddBiFunction<Iterator<T>, Iterator<U>, Iterator<R>> function)
      implements Reader {
    @Override
    @SuppressWarnings("unchecked")
    public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
      Iterator<?> left = new ObjectRows(inputs.get(0), scope);
      Iterator<?> right = new ObjectRows(inputs.get(1), scope);
      RddBiFunction<Integer, Iterator<T>, Iterator<R>> bound =
          (partition, elements) -> function.apply(elements, (Iterator<U>) right);
      return new Steps.PartitionMapped<T, R>(site, bound).apply(scope, left);
    }
  }

  /** What two inputs have at the same place. */
  public record Zip(CallSite site) implements Reader {
    @Override
    public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
      Iterator<?> left = new ObjectRows(inputs.get(0), scope);
      Iterator<?> right = new ObjectRows(inputs.get(1), scope);
      return new Iterator<Object>() {
        @Override
        public boolean hasNext() {
          if (left.hasNext() != right.hasNext()) {
            throw SheafException.user(
                "ZIP_UNEVEN",
                site + ": partition " + scope.partition() + " has not as many elements in both");
          }
          return left.hasNext();
        }

        @Override
        public Object next() {
          return Pair.of(left.next(), right.next());
        }
      };
    }
  }
}
