/**
 * What hash tables of all operators share: {@link io.sheaf.engine.key.KeyHasher} turns the key
 * columns of a batch into hashes; {@link io.sheaf.engine.key.RowStore} keeps rows column by column
 * in segments whose memory is leased, compares them with the rows of a batch and gathers them out
 * again.
 */
package io.sheaf.engine.key;
