/**
 * What driver and workers say to one another, and how it travels. {@link
 * io.sheaf.cluster.wire.Message} lists all that can be said; {@link io.sheaf.cluster.wire.Endpoint}
 * listens and connects, {@link io.sheaf.cluster.wire.Connection} is one end of an open line.
 *
 * <p>Bytes on a line are frames: a length of 4 bytes, then the frame. The first frames are the
 * {@link io.sheaf.cluster.wire.Handshake}: both ends prove with fresh random numbers that they know
 * the secret, and that they speak the same version, before anything else is looked at. Each further
 * frame is one message ({@link io.sheaf.cluster.wire.MessageCodec}).
 */
package io.sheaf.cluster.wire;
