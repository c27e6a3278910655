/**
 * Frames made and read by hand, for programs that speak to a server without this library: what it takes for granted is not
 * taken for granted here. Nothing here has a state.
 */
@NullMarked
package dev.repod.benchmarks.frames;

import org.jspecify.annotations.NullMarked;
