/**
 * {@code ./repod bench attack}: everything at once that hostile programs do to a game's port, and whether those who play notice.
 * The attackers run on one loop of a process of their own, started by {@link
 * dev.repod.benchmarks.attack.AttackersProgram}; they make their bytes by hand. {@link
 * dev.repod.benchmarks.attack.AttackCommand} starts all processes, asks them and judges, on one thread.
 */
@NullMarked
package dev.repod.benchmarks.attack;

import org.jspecify.annotations.NullMarked;
