/**
 * What need not be read: in come a predicate and what a file knows of its values (statistics of row
 * groups, page indexes, dictionaries, bloom filters), out come the row groups and row ranges that
 * may hold matching rows.
 *
 * <p>Reading order: {@link io.sheaf.parquet.prune.ColumnCondition}, {@link
 * io.sheaf.parquet.prune.RowGroupPruning}, {@link io.sheaf.parquet.prune.RowRanges}.
 */
package io.sheaf.parquet.prune;
