package io.sheaf.sql.frame;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.sql.ParsedQuery;
import io.sheaf.sql.SqlPlanner;
import io.sheaf.sql.parser.SyntaxQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Plans one step of a frame as far as its types, with empty tables for its inputs. Immutable. */
record StepCheck(SqlPlanner planner) {

  /** Names and types of the query's columns. */
  Schema schema(ParsedQuery query) {
    return planner.plan(query).schema();
  }

  /** Names and types of the relation's columns. */
  Schema step(Relation step) {
    Inputs inputs = new Inputs(planner.catalog());
    SqlNode node =
        Rendering.replacing(r -> r == step ? Optional.empty() : Optional.of(inputs.of(r)))
            .query(step);
    return planner.over(inputs).plan(SyntaxQuery.built(node)).schema();
  }

  /** SELECT * of a table. */
  static ParsedQuery all(Node.Source table) {
    SqlParserPos at = SqlParserPos.ZERO;
    return SyntaxQuery.built(
        new SqlSelect(
            at,
            null,
            SqlNodeList.of(SqlIdentifier.star(at)),
            table.from(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  /** A catalog that has the inputs as tables without rows. For one check. */
  private static final class Inputs implements Catalog {
    private final Catalog others;
    private final Map<String, Entry> tables = new HashMap<>();

    Inputs(Catalog others) {
      this.others = others;
    }

    Node.Source of(Relation input) {
      String name = "input " + (tables.size() + 1);
      List<String> columns = Rendering.different(input.output());
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Attribute attribute = input.output().get(i);
        fields.add(new Field(columns.get(i), attribute.type(), attribute.nullable()));
      }
      tables.put(name, new Entry.Stored(MemoryTable.of(name, new Schema(fields), List.of())));
      return new Node.Source(
          new SqlIdentifier(name, SqlParserPos.ZERO), columns, false, input.output());
    }

    @Override
    public Optional<Entry> find(String name) {
      Entry input = tables.get(name);
      return input == null ? others.find(name) : Optional.of(input);
    }

    @Override
    public List<String> names() {
      return others.names();
    }

    @Override
    public Table resolve(TableRef ref) {
      return others.resolve(ref);
    }

    @Override
    public Optional<String> connectorOf(String path) {
      return others.connectorOf(path);
    }

    @Override
    public long version() {
      return others.version();
    }
  }
}
