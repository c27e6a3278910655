/**
 * One connection's state as pure code: bytes and times in, frames and events out. Greeting, deadlines, reasons, telling the
 * peer and draining live here; no socket, no thread, no clock and no logging does, and nothing here knows what a message
 * means to a game. Everything runs on the loop of the link that the session stands on.
 */
@NullMarked
package dev.repod.internal.session;

import org.jspecify.annotations.NullMarked;
