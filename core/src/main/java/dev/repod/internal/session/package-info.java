/**
 * Connections as pure code: bytes and times in, frames and events out. Greeting, signs of life, counting, acknowledging, replay and
 * resuming live here, with deadlines, reasons, telling the peer and draining; no socket, no thread, no clock and no logging does,
 * and nothing here knows what a message means to a game. Everything runs on the loop of the links that a connection has.
 */
@NullMarked
package dev.repod.internal.session;

import org.jspecify.annotations.NullMarked;
