package dev.repod.benchmarks.attack;

/** An attacker's hold on a connection. */
interface Grip {
    /** Writes the bytes and flushes them; they may be of any number and mean anything. */
    void send(byte[] bytes);

    /** Whether little of what was sent waits, so that there is a use in sending more. */
    boolean isWritable();

    /** Ends it in order, as the attacker's own choice. */
    void leave();

    /** Ends it by RST, as the attacker's own choice. */
    void reset();
}
