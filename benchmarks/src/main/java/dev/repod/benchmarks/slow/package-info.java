/**
 * {@code ./repod bench slow}: one client that stops reading, among others who should not notice. The server runs in a process of its
 * own, started by {@link dev.repod.benchmarks.slow.SkyProgram}, and so do its clients, all on one loop, started by {@link
 * dev.repod.benchmarks.slow.WatchersProgram}. {@link dev.repod.benchmarks.slow.SlowCommand} asks both and judges.
 */
@NullMarked
package dev.repod.benchmarks.slow;

import org.jspecify.annotations.NullMarked;
