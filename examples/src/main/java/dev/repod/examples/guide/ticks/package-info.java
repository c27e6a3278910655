/** Samples of docs/guide/threads-and-ticks.md. */
@NullMarked
package dev.repod.examples.guide.ticks;

import org.jspecify.annotations.NullMarked;
