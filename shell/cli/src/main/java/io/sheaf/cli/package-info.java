/**
 * The SQL shell. Statements come from the prompt, a pipe, a file or the command line; they run through
 * {@code java.sql} alone, and results leave as tables, CSV, JSON or Markdown.
 */
package io.sheaf.cli;
