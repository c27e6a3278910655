/** Keeps what sessions have saved past the end of a server, in files. Runs on the thread that the server has for its store. */
@NullMarked
package dev.repod.examples.store;

import org.jspecify.annotations.NullMarked;
