/**
 * Runs peers side by side: starts each in a process of its own, gives the load generator its jobs, round by round in turn,
 * and makes tables of what comes back. It does no work itself while something is measured. One thread.
 */
@NullMarked
package dev.repod.benchmarks.bench;

import org.jspecify.annotations.NullMarked;
