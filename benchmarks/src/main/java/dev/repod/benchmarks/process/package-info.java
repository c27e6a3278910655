/**
 * Programs of ours that run as children of a benchmark: how they are started, asked and ended, and what each of them holds.
 * Nothing here knows what is measured. A child is asked by one thread at a time.
 */
@NullMarked
package dev.repod.benchmarks.process;

import org.jspecify.annotations.NullMarked;
