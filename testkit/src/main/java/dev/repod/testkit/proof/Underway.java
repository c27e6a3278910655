package dev.repod.testkit.proof;

import org.jspecify.annotations.Nullable;

/**
 * What two games had sent each other when a link between them was hit. What the other game still has not been given once the
 * loss is known, was certainly not acknowledged.
 *
 * @param epoch the client's session
 * @param sentUp what the client had sent by then
 * @param sentDown what the channel had sent by then
 */
record Underway(CountingClient client, @Nullable CountingChannel channel, int epoch, long sentUp, long sentDown) {
    private static final int MANY = 100;

    static Underway now(CountingClient client, @Nullable CountingChannel channel) {
        return new Underway(client, channel, client.epoch(), client.sent(), channel == null ? 0 : channel.sent());
    }

    /** Whether it hit many messages, each way. */
    boolean isLoaded() {
        CountingChannel loaded = channel;
        return loaded != null
                && client.epoch() == epoch
                && sentUp - loaded.lastReceived() >= MANY
                && sentDown - client.lastReceived() >= MANY;
    }
}
