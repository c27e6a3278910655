/**
 * {@code ./repod bench soak}: clients that come, go, are cut off and come back, for as long as one likes, and whether anything is
 * left of them. The server runs in a process of its own, started by {@link dev.repod.benchmarks.soak.InnProgram}; the guests are
 * this library's own clients, pumped by one thread of another, started by {@link
 * dev.repod.benchmarks.soak.GuestsProgram}. {@link dev.repod.benchmarks.soak.SoakCommand} asks both when nobody is there.
 */
@NullMarked
package dev.repod.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
