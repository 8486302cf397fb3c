/**
 * Sheaf beside other engines: queries go by turns to processes that each hold one engine; a table
 * of medians and ratios comes out.
 *
 * <p>In reading order: {@link io.sheaf.tpch.peer.Peer} lists the engines, {@link
 * io.sheaf.tpch.peer.PeerJars} downloads what they are made of, {@link io.sheaf.tpch.peer.PeerMain}
 * is the process around one of them, {@link io.sheaf.tpch.peer.PeerProcess} this side of it, {@link
 * io.sheaf.tpch.peer.PeerContest} makes them take turns, {@link io.sheaf.tpch.peer.Comparison}
 * holds what was measured and {@link io.sheaf.tpch.peer.ReportFormat} writes it.
 */
package io.sheaf.tpch.peer;
