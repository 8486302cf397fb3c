/**
 * What of an {@link io.sheaf.dataframe.rdd.Rdd} runs where the data is. A {@link
 * io.sheaf.dataframe.rdd.task.Program} is the code of one plan node: a {@link
 * io.sheaf.dataframe.rdd.task.Reader} makes objects of rows, {@link
 * io.sheaf.dataframe.rdd.task.Step}s work on the objects, a {@link
 * io.sheaf.dataframe.rdd.task.Writer} makes rows of what is left. {@link
 * io.sheaf.dataframe.rdd.task.TaskScope} is what they share. Everything here but the scope is
 * serialised.
 */
package io.sheaf.dataframe.rdd.task;
