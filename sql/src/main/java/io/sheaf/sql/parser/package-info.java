/**
 * Sheaf's SQL syntax. Text comes in, {@link io.sheaf.sql.Statement}s go out. The parser itself is
 * generated when the project is built, from the grammar template of Calcite and the additions in
 * {@code src/main/codegen}. In reading order: {@link io.sheaf.sql.parser.SheafSyntax} (runs the
 * parser, words its errors), {@link io.sheaf.sql.parser.StatementBuilder} (called by the grammar),
 * {@link io.sheaf.sql.parser.ParsedStatement} and {@link io.sheaf.sql.parser.PathIdentifier} (tree
 * nodes), {@link io.sheaf.sql.parser.SyntaxQuery} (a query's tree).
 */
package io.sheaf.sql.parser;
