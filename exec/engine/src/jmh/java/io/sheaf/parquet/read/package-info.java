/** What decoding Parquet pages costs; in this package because the decoders are. */
package io.sheaf.parquet.read;
