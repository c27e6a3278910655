/**
 * A small game with everything at its default, and honest players for it who count what arrives: what is attacked, watched and
 * worn out by others. Server and players run in processes of their own, started by {@link
 * dev.repod.benchmarks.game.GameProgram} and {@link dev.repod.benchmarks.game.PlayersProgram}. The game runs on its server's
 * loop, all players on one other.
 */
@NullMarked
package dev.repod.benchmarks.game;

import org.jspecify.annotations.NullMarked;
