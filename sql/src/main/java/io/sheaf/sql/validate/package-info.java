/**
 * Meaning of queries: a syntax tree comes in, a typed relational tree goes out. In reading order:
 * {@link io.sheaf.sql.validate.QueryAnalyzer} (runs validator and converter), {@link
 * io.sheaf.sql.validate.CatalogSchema} and {@link io.sheaf.sql.validate.CatalogTable} (Sheaf's
 * catalog as Calcite sees it), {@link io.sheaf.sql.validate.SheafTypeSystem} and {@link
 * io.sheaf.sql.validate.TypeMapping} (types), {@link io.sheaf.sql.validate.LiteralCoercion} (what
 * is cast without being asked), {@link io.sheaf.sql.validate.Functions} (what may be called),
 * {@link io.sheaf.sql.validate.ErrorWording} (what users read when they are wrong).
 */
package io.sheaf.sql.validate;
