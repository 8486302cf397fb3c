/**
 * Tests of the project as a whole: what may see what, how large things may grow, what names say,
 * and whether the assembled distribution starts. They read the source tree and the class files of
 * every module.
 *
 * <p>Read {@link io.sheaf.dist.Layers} (the twin of the table of modules), {@link
 * io.sheaf.dist.LayeringTest}, {@link io.sheaf.dist.HouseRulesTest}, {@link
 * io.sheaf.dist.LauncherIT}.
 */
package io.sheaf.dist;
