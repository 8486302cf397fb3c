package io.sheaf.connector.range;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connector;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import java.util.List;
import java.util.Optional;

/** Reads {@code from:to:step} as a {@link RangeTable}. Thread-safe. */
public final class RangeConnector implements Connector {

  @Override
  public List<String> names() {
    return List.of(RangeTable.CONNECTOR);
  }

  @Override
  public Optional<String> nameOf(String path) {
    return Optional.empty();
  }

  @Override
  public Table table(TableRef ref) {
    String[] parts = ref.location().split(":");
    try {
      if (parts.length == 3 && ref.options().isEmpty()) {
        return RangeTable.of(
            Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw SheafException.user("BAD_ARGUMENT", "a range is from:to:step, not " + ref);
  }
}
