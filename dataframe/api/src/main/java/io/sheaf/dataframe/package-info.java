/**
 * What users import: a {@code Session} plans and runs statements and hands back rows or Arrow batches.
 * Planner and engine meet here and nowhere else.
 */
package io.sheaf.dataframe;
