/** A chat room: the server, a client for the terminal, and the messages between them. */
@NullMarked
package dev.repod.examples.chat;

import org.jspecify.annotations.NullMarked;
