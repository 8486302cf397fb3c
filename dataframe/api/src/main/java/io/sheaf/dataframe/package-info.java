/**
 * What users import: SQL text and data frames come in, rows go out.
 *
 * <p>In reading order: {@link io.sheaf.dataframe.Session} is the entry, with its {@link
 * io.sheaf.dataframe.SessionConf} and {@link io.sheaf.dataframe.SessionCatalog} beside it; {@link
 * io.sheaf.dataframe.StatementCall} is one statement on its way, which {@link
 * io.sheaf.dataframe.StatementRunner} carries out; {@link io.sheaf.dataframe.Result} is what it
 * gave, in {@link io.sheaf.dataframe.Row}s or in Arrow. Planner and engine meet only here.
 *
 * <p>A {@link io.sheaf.dataframe.DataFrame} is a query that is built call by call, of {@link
 * io.sheaf.dataframe.Column}s that {@link io.sheaf.dataframe.Functions} makes; it becomes a
 * statement when its rows are asked for. {@code Session.sql} runs a statement and gives its {@code
 * Result}, whatever the statement is; {@code Session.query} makes a lazy frame of a query's text.
 *
 * <p>A {@link io.sheaf.dataframe.Dataset} has the rows of a frame as records of the program, for
 * lambdas; it is a frame as long as it can, and an rdd from its first lambda on.
 */
package io.sheaf.dataframe;
