package io.sheaf.engine.stage;

import io.sheaf.engine.join.KeySet;

/**
 * What is known of the rows that are wanted of a scan: those with other values of a column have no
 * partner.
 *
 * @param scan which one of the stage's plan, see {@link io.sheaf.plan.RuntimeFilters#scans}
 * @param column of the scan's output
 */
public record ScanKeys(int scan, int column, KeySet keys) {}
