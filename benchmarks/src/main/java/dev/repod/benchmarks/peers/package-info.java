/**
 * Small servers that do the same work, each as a user of its library would write it, with one event loop. Each runs in a
 * process of its own, started by {@link dev.repod.benchmarks.peers.PeerProgram}; none of them measures.
 */
@NullMarked
package dev.repod.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
