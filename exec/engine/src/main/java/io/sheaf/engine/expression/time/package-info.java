/**
 * Functions of dates, times, timestamps (microseconds, in UTC) and intervals.
 *
 * <p>In reading order: {@link io.sheaf.engine.expression.time.TimeKernels} chooses, {@link
 * io.sheaf.engine.expression.time.Civil} knows the calendar, {@link
 * io.sheaf.engine.expression.time.ExtractKernel}, {@link
 * io.sheaf.engine.expression.time.TruncKernel} and {@link
 * io.sheaf.engine.expression.time.IntervalKernel} are the loops.
 */
package io.sheaf.engine.expression.time;
