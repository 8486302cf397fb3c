/**
 * The SQL shell: a user of JDBC and of nothing else. Statements come in from the prompt, a pipe, a
 * file or the command line; results leave on standard output as a table, CSV, JSON or Markdown, and
 * everything that is not a result leaves on standard error, so that machine formats stay clean.
 *
 * <p>Read {@link io.sheaf.cli.ShellMain} and {@link io.sheaf.cli.ShellOptions} (what to do), {@link
 * io.sheaf.cli.StatementScanner} (text into statements), {@link io.sheaf.cli.SqlConsole} (one
 * statement, with cancelling), {@link io.sheaf.cli.ResultWriter} (one result), {@link
 * io.sheaf.cli.Prompt} (the interactive loop).
 */
package io.sheaf.cli;
