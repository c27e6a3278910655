package dev.repod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channels that are open, by id. Changed by the thread of the callbacks, read by any; the list is made anew only when it
 * is asked for after a change.
 *
 * @param <C> the game's channel class
 */
final class ChannelRegistry<C extends Channel<?>> {
    private final Map<Integer, C> channels = new LinkedHashMap<>();
    private volatile @Nullable List<C> snapshot = List.of();

    synchronized void add(C channel) {
        channels.put(channel.id(), channel);
        snapshot = null;
    }

    synchronized void remove(Channel<?> channel) {
        channels.remove(channel.id());
        snapshot = null;
    }

    synchronized @Nullable C get(int id) {
        return channels.get(id);
    }

    synchronized int size() {
        return channels.size();
    }

    /** The open channels in the order in which they came; never changes. */
    List<C> list() {
        List<C> list = snapshot;
        return list == null ? newSnapshot() : list;
    }

    private synchronized List<C> newSnapshot() {
        List<C> list = snapshot;
        if (list == null) {
            list = List.copyOf(channels.values());
            snapshot = list;
        }
        return list;
    }
}
