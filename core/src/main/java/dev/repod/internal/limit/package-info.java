/**
 * How much of this side a peer may take: who may come in, how fast it may send, how much memory all peers together may hold. Counts and
 * times in, a reason out; nothing here knows what a frame or a session is, and no socket, thread, clock or log.
 */
@NullMarked
package dev.repod.internal.limit;

import org.jspecify.annotations.NullMarked;
