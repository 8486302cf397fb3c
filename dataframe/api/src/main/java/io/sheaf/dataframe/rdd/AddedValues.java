package io.sheaf.dataframe.rdd;

import java.util.Map;

/**
 * What a task has added to accumulators, on its way to the program among the task's objects.
 *
 * @param task the same for all attempts, and for nothing else that a job reads
 * @param ofKept whether the task's elements are kept, so that later jobs read this again
 * @param sums by the ids of the accumulators
 */
public record AddedValues(String task, boolean ofKept, Map<String, Object> sums) {}
