/**
 * What users import: SQL text comes in, rows go out.
 *
 * <p>In reading order: {@link io.sheaf.dataframe.Session} is the entry, with its {@link
 * io.sheaf.dataframe.SessionConf} and {@link io.sheaf.dataframe.SessionCatalog} beside it; {@link
 * io.sheaf.dataframe.StatementCall} is one statement on its way, which {@link
 * io.sheaf.dataframe.StatementRunner} carries out; {@link io.sheaf.dataframe.Result} is what it
 * gave, in {@link io.sheaf.dataframe.Row}s or in Arrow. Planner and engine meet only here.
 */
package io.sheaf.dataframe;
