/**
 * Sockets and event loops: the {@link dev.repod.internal.transport.Network} that servers and clients stand on, and Netty as
 * the implementation of it that talks to real peers. It is the only code that knows Netty's life cycle or reads a clock;
 * what bytes mean is none of its business. Links and timers run on the loop they were made for.
 */
@NullMarked
package dev.repod.internal.transport;

import org.jspecify.annotations.NullMarked;
