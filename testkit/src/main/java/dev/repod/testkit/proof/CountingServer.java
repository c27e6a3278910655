package dev.repod.testkit.proof;

import dev.repod.Server;
import dev.repod.ServerOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A game that only counts. */
final class CountingServer extends Server<CountingChannel> {
    private final int number;
    private final History history;
    private final Map<Integer, CountingChannel> channelsByClient = new ConcurrentHashMap<>();
    private volatile @Nullable Throwable failure;

    /**
     * A server that is not started.
     *
     * @param number which one of its play, from 1: channels are numbered anew by each
     */
    CountingServer(int number, History history, ServerOptions options) {
        super(CountingChannel::new, options);
        this.number = number;
        this.history = history;
    }

    int number() {
        return number;
    }

    History history() {
        return history;
    }

    void heard(CountingChannel channel, int client) {
        channelsByClient.put(client, channel);
    }

    /** The channel that has heard of that client last; null if none has. */
    @Nullable CountingChannel channelOf(int client) {
        return channelsByClient.get(client);
    }

    /** Something that no play throws on purpose. */
    void fail(Throwable newFailure) {
        failure = newFailure;
    }

    void throwFailure() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a callback has failed", thrown);
        }
    }

    @Override
    protected void onConnect(CountingChannel channel) {
        channel.told(What.ANNOUNCED);
    }

    @Override
    protected void onDisconnect(CountingChannel channel) {
        channel.told(What.GONE);
    }
}
