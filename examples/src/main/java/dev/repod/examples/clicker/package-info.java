/** Counts clicks: a score that survives cuts, and with a folder to keep it in, the end of the server too. */
@NullMarked
package dev.repod.examples.clicker;

import org.jspecify.annotations.NullMarked;
