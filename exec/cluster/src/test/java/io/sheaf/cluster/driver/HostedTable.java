package io.sheaf.cluster.driver;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import java.util.List;

/** A table of equal splits that lie on hosts; nobody reads it. */
record HostedTable(List<String> hosts) implements Table {
  private record Piece(String host) implements Split {
    @Override
    public long rows() {
      return 1000;
    }

    @Override
    public List<String> preferredHosts() {
      return List.of(host);
    }
  }

  @Override
  public TableRef ref() {
    return new TableRef("parquet", "t");
  }

  @Override
  public Schema schema() {
    return Executions.SCHEMA;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public TableStatistics statistics() {
    return TableStatistics.unknown(1000L * hosts.size(), 1);
  }

  @Override
  public List<Split> splits(ScanRequest request, int minimumSplits) {
    return hosts.stream().<Split>map(Piece::new).toList();
  }

  @Override
  public BatchStream open(Split split, ScanRequest request, ScanContext context) {
    throw new AssertionError("it is read");
  }
}
