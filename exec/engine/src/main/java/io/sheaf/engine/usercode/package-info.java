/**
 * Runs the code of programs that use Sheaf. A {@link io.sheaf.plan.PhysicalPlan.UserCode} node
 * comes in; {@link io.sheaf.engine.usercode.CodeBytes} makes the {@link
 * io.sheaf.engine.usercode.UserFunction} of its bytes, which {@link
 * io.sheaf.engine.usercode.UserCodeSource} runs for one partition. Classes that are not on the
 * class path come from where {@link io.sheaf.engine.usercode.UserClasses} says, and {@link
 * io.sheaf.engine.usercode.CodeFilter} says of which classes objects are made.
 *
 * <p>A {@link io.sheaf.engine.usercode.CodeTable} is rows that code makes in the place of a table
 * of any query.
 */
package io.sheaf.engine.usercode;
