package io.sheaf.columnar.client;

import io.sheaf.columnar.Schema;
import java.time.ZoneId;
import java.util.List;

/**
 * A session as its clients see it. Thread-safe; statements may run at the same time.
 *
 * <p>All methods throw {@link io.sheaf.columnar.SheafException}.
 */
public interface ClientSession extends AutoCloseable {
  /**
   * A statement that can be run once; nothing happens yet.
   *
   * @param parameters the values of its parameters, as {@link io.sheaf.columnar.values.JavaValues}
   *     makes them
   */
  ClientCall call(String sql, List<?> parameters);

  /** How many parameters ({@code ?}) a statement has. */
  int parameters(String sql);

  /** The columns that a statement will return; empty when it returns no rows of a query. */
  Schema resultOf(String sql);

  /** Tables and views by name. */
  List<TableInfo> tables();

  /**
   * The columns of a table or view.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when there is none of that name any more, or a
   *     view's query is no longer valid
   */
  Schema describe(String table);

  /** Names of all functions, by kind. */
  FunctionNames functions();

  /** Reserved words, upper case, sorted. */
  List<String> keywords();

  /** In which timestamps with time zone are shown; follows {@code SET timezone}. */
  ZoneId zone();

  /** Cancels what runs and frees everything; may be called more than once. */
  @Override
  void close();

  /** A table or view. */
  record TableInfo(String name, boolean view) {}

  /** Function names in upper case, sorted. */
  record FunctionNames(
      List<String> numeric, List<String> text, List<String> time, List<String> other) {
    public FunctionNames {
      numeric = List.copyOf(numeric);
      text = List.copyOf(text);
      time = List.copyOf(time);
      other = List.copyOf(other);
    }
  }
}
