/**
 * Records of a program as rows, and rows as records. {@link
 * io.sheaf.dataframe.records.RecordSchema} is a record class with the columns that hold its
 * components, and writes records into columns; {@link io.sheaf.dataframe.records.RecordReader}
 * makes records of the rows of any query that has such columns. {@code ValueKind} says which Java
 * types there are and what column each has.
 */
package io.sheaf.dataframe.records;
