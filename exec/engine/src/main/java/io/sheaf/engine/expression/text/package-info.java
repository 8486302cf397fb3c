/**
 * Functions of text, on UTF-8 bytes: text columns of any form go in, views of the same bytes, new
 * texts, numbers or truth values come out.
 *
 * <p>In reading order: {@link io.sheaf.engine.expression.text.TextKernels} chooses, {@link
 * io.sheaf.engine.expression.text.LikePattern} matches with the help of {@link
 * io.sheaf.engine.expression.text.ByteSearch}, {@link io.sheaf.engine.expression.text.Utf8} counts
 * code points, {@link io.sheaf.engine.expression.text.ViewKernel} cuts parts out, {@link
 * io.sheaf.engine.expression.text.RewriteKernel} writes new texts.
 */
package io.sheaf.engine.expression.text;
