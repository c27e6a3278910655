/** The samples of docs/guide/slow-players.md: snapshots, and players who do not read as fast as they are sent to. */
@NullMarked
package dev.repod.examples.guide.slow;

import org.jspecify.annotations.NullMarked;
