package io.sheaf.engine.usercode;

import io.sheaf.engine.QueryContext;

/**
 * What code knows of the partition that it computes.
 *
 * @param slice the bytes that only this partition reads; empty where there are none
 */
public record UserTask(QueryContext query, int partition, byte[] slice) {}
