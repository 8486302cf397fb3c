package io.sheaf.engine.usercode;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import io.sheaf.plan.PhysicalPlan;
import java.util.List;
import java.util.function.Supplier;

/**
 * Rows that code makes, as a table: {@link CodeScans} puts the plan that makes them where it is
 * read. Immutable and thread-safe.
 *
 * @param name nothing else has it
 * @param rows makes the plan of them, whose rows are in any number of partitions
 */
public record CodeTable(String name, Schema schema, Supplier<PhysicalPlan> rows) implements Table {
  /** A guess: nothing is known before the code has run. */
  private static final double ROWS = 1e6;

  /** The connector of such tables. */
  public static final String CONNECTOR = "code";

  @Override
  public TableRef ref() {
    return new TableRef(CONNECTOR, name);
  }

  @Override
  public String version() {
    return "";
  }

  @Override
  public TableStatistics statistics() {
    return TableStatistics.unknown(ROWS, schema.size());
  }

  @Override
  public List<Split> splits(ScanRequest request, int minimumSplits) {
    throw SheafException.bug("the rows of " + name + " are read where code makes them");
  }

  @Override
  public BatchStream open(Split split, ScanRequest request, ScanContext context) {
    throw SheafException.bug("the rows of " + name + " are read where code makes them");
  }
}
