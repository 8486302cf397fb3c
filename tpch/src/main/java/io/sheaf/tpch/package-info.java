/**
 * TPC-H: a scale factor and a folder come in; data, times and verified answers go out.
 *
 * <p>In reading order: {@link io.sheaf.tpch.TpchMain} reads the command line, {@link
 * io.sheaf.tpch.TpchGenerator} writes the tables that {@link io.sheaf.tpch.TpchTables} lays out,
 * {@link io.sheaf.tpch.TpchQueries} holds the 22 queries, {@link io.sheaf.tpch.TpchAnswers} the
 * expected answers with {@link io.sheaf.tpch.AnswerRule} to compare by, {@link
 * io.sheaf.tpch.TpchRunner} runs and reports, {@link io.sheaf.tpch.TpchStreams} does so with
 * streams of queries, and {@code io.sheaf.tpch.peer} compares with other engines.
 */
package io.sheaf.tpch;
