/**
 * Games in which everything goes wrong that can, at any moment of a connection's life, drawn from a seed; and what has to hold all the
 * same. {@link dev.repod.testkit.chaos.ChaosTest} plays them in virtual time, {@link dev.repod.testkit.chaos.ChaosOverTcpTest}
 * over sockets.
 */
@NullMarked
package dev.repod.testkit.chaos;

import org.jspecify.annotations.NullMarked;
