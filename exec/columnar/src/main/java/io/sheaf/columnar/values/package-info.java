/**
 * Single values at the borders of the engine, where rows and texts meet columns; nothing here
 * belongs into a loop over a whole plan.
 *
 * <p>In reading order: {@link io.sheaf.columnar.values.JavaValues} takes a Java object out of a
 * column, {@link io.sheaf.columnar.values.ColumnBuilder} puts values in, {@link
 * io.sheaf.columnar.values.SqlText} prints and parses them as SQL does, {@link
 * io.sheaf.columnar.values.Nearest} answers "did you mean".
 */
package io.sheaf.columnar.values;
