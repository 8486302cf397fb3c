/**
 * Turns SQL text into a {@code PhysicalPlan} in four printable steps: parsed, logical, optimised, physical.
 * Calcite lives behind this package and in no public signature of it.
 */
package io.sheaf.sql;
