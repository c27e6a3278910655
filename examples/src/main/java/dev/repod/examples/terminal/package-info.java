/** Where a player types and reads: a prompt on a terminal, or plain lines where a script is at the other end. Nothing of the network. */
@NullMarked
package dev.repod.examples.terminal;

import org.jspecify.annotations.NullMarked;
