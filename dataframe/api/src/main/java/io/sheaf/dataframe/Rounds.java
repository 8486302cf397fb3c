package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.sql.ParsedQuery;
import io.sheaf.sql.Recursion;
import java.util.ArrayList;
import java.util.List;

/** Makes the tables of WITH RECURSIVE round by round. For one thread and one statement. */
final class Rounds {
  /** More are taken for a recursion that does not end. */
  private static final int MOST_ROUNDS = 100_000;

  private final Runner runner;
  private final List<MemoryTable> made = new ArrayList<>();

  /** Runs a query over tables that no catalog has. */
  interface Runner {
    Schema schema(ParsedQuery query, List<MemoryTable> tables);

    /**
     * The rows, frozen and paid for until the statement is over.
     *
     * @param schema what they are brought to
     */
    List<Batch> run(ParsedQuery query, List<MemoryTable> tables, Schema schema);
  }

  Rounds(Runner runner) {
    this.runner = runner;
  }

  /** All tables of the recursion. */
  List<MemoryTable> tables(Recursion recursion) {
    recursion.tables().forEach(this::make);
    return made;
  }

  private void make(Recursion.Table table) {
    Schema schema = named(runner.schema(table.seed(), made), table);
    List<Batch> seed = runner.run(table.seed(), made, schema);
    MemoryTable all = MemoryTable.of(table.name(), schema, seed);
    MemoryTable last = all;
    for (int round = 0; last.rows() > 0; round++) {
      if (round == MOST_ROUNDS) {
        throw SheafException.user(
            "ENDLESS_RECURSION",
            "WITH RECURSIVE "
                + table.name()
                + " still gives rows after "
                + MOST_ROUNDS
                + " rounds; UNION instead of UNION ALL ends where no new ones come");
      }
      List<MemoryTable> tables = new ArrayList<>(made);
      tables.add(last);
      tables.add(MemoryTable.of(table.known(), schema, all.batches()));
      List<Batch> next = runner.run(table.step(), tables, schema);
      last = MemoryTable.of(table.name(), schema, next);
      all = all.append(next);
    }
    made.add(MemoryTable.of(table.name(), schema, all.batches()));
  }

  /** In later rounds any column may be NULL and any text longer. */
  private static Schema named(Schema schema, Recursion.Table table) {
    List<String> names = table.columns();
    if (!names.isEmpty() && names.size() != schema.size()) {
      throw SheafException.user(
          "COLUMN_COUNT",
          table.name() + " names " + names.size() + " columns, its query has " + schema.size());
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      fields.add(
          new Field(
              names.isEmpty() ? field.name() : names.get(i),
              field.type().isText() ? DataType.VARCHAR : field.type(),
              true));
    }
    return new Schema(fields);
  }
}
