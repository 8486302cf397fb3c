/**
 * What a source of data implements: catalogs, tables, splits, file stores and file formats.
 * Connectors are found by {@link java.util.ServiceLoader}; a format knows no store and a store
 * knows no format. Stores behind a network build on {@link io.sheaf.connector.remote}.
 */
package io.sheaf.connector;
