package dev.repod.internal.session;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often one address may try what only a stranger tries: so many times a minute, from its first time on. It remembers a bounded
 * number of addresses. Those that are over the limit are kept apart from those that are not: whoever has many addresses can make it
 * forget a culprit only by having as many more found guilty within that minute.
 */
final class AttemptsPerMinute {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Addresses of each sort that are remembered; the one that was added first is forgotten first. */
    static final int MOST_ADDRESSES = 10_000;

    private final int perMinute;
    private final Map<Long, Minute> within = new LinkedHashMap<>();
    private final Map<Long, Minute> over = new LinkedHashMap<>();

    AttemptsPerMinute(int perMinute) {
        this.perMinute = perMinute;
    }

    int perMinute() {
        return perMinute;
    }

    /** Counts another one; false where it is one too many. */
    boolean add(InetSocketAddress address, long nowNanos) {
        long subnet = Subnet.of(address);
        @Nullable Minute minute = find(subnet, nowNanos);
        if (minute == null) {
            minute = new Minute(nowNanos);
            remember(within, subnet, minute);
        }
        minute.attempts++;
        if (minute.attempts == perMinute + 1L) {
            within.remove(subnet);
            remember(over, subnet, minute);
        }
        return minute.attempts <= perMinute;
    }

    /** How often it has tried in its running minute. */
    long count(InetSocketAddress address, long nowNanos) {
        @Nullable Minute minute = find(Subnet.of(address), nowNanos);
        return minute == null ? 0 : minute.attempts;
    }

    /** How many addresses are remembered. */
    int addresses() {
        return within.size() + over.size();
    }

    private @Nullable Minute find(long subnet, long nowNanos) {
        @Nullable Minute found = over.getOrDefault(subnet, within.get(subnet));
        if (found != null && nowNanos - found.beganNanos >= MINUTE_NANOS) {
            within.remove(subnet);
            over.remove(subnet);
            return null;
        }
        return found;
    }

    private static void remember(Map<Long, Minute> minutes, long subnet, Minute minute) {
        if (minutes.size() >= MOST_ADDRESSES) {
            minutes.remove(minutes.keySet().iterator().next());
        }
        minutes.put(subnet, minute);
    }

    /** What one address did in one minute. */
    private static final class Minute {
        private final long beganNanos;
        private long attempts;

        Minute(long beganNanos) {
            this.beganNanos = beganNanos;
        }
    }
}
