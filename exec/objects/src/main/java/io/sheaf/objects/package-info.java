/**
 * Java objects of any class as bytes: {@link io.sheaf.objects.ObjectCodec} writes and reads them,
 * numbers, text and records by itself and the rest by Kryo, which nothing else sees. {@link
 * io.sheaf.objects.StableHash} gives equal objects the same hash in every JVM.
 */
package io.sheaf.objects;
