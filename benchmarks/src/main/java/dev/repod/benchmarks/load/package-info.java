/**
 * The load generator: many clients on one event loop, in a process of its own, started by {@link
 * dev.repod.benchmarks.load.LoadProgram}. It sends frames that were made before and counts what comes back; it knows nothing
 * of what it measures. Everything runs on the loop's thread.
 */
@NullMarked
package dev.repod.benchmarks.load;

import org.jspecify.annotations.NullMarked;
