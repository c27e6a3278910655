package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Said;

/** What one attacker does with one connection. Called on the attackers' loop. */
interface Conduct {
    /** TCP is up. */
    void onUp(Grip grip);

    /** Nothing of what was sent waits any more. */
    default void onWritable(Grip grip) {}

    /** A second has passed since the last. */
    default void onSecond(Grip grip) {}

    /** The server says something. Not called for those who do not read. */
    default void onSaid(Grip grip, Said said) {}
}
