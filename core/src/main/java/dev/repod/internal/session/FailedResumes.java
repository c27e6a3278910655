package dev.repod.internal.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many ids that are none one address may try: so many a minute. An id cannot be guessed; this keeps those who try from
 * costing much. IPv6 addresses count by their /64, which is what one customer has.
 */
final class FailedResumes {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int NETWORK_BYTES = 8;

    /** Addresses that are remembered; the one that failed first is forgotten first. */
    private static final int MOST_ADDRESSES = 10_000;

    private final int perMinute;
    private final Map<ByteBuffer, Minute> minutes = new LinkedHashMap<>();

    FailedResumes(int perMinute) {
        this.perMinute = perMinute;
    }

    int perMinute() {
        return perMinute;
    }

    /** Counts another one; false where it is one too many. */
    boolean mayFail(InetSocketAddress address, long nowNanos) {
        ByteBuffer network = networkOf(address.getAddress());
        Minute minute = minutes.get(network);
        if (minute == null || nowNanos - minute.beganNanos >= MINUTE_NANOS) {
            minutes.remove(network);
            forgetOldest();
            minute = new Minute(nowNanos);
            minutes.put(network, minute);
        }
        return ++minute.failed <= perMinute;
    }

    private void forgetOldest() {
        if (minutes.size() >= MOST_ADDRESSES) {
            minutes.remove(minutes.keySet().iterator().next());
        }
    }

    private static ByteBuffer networkOf(InetAddress address) {
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }

    /** What one address did in one minute. */
    private static final class Minute {
        private final long beganNanos;
        private int failed;

        Minute(long beganNanos) {
            this.beganNanos = beganNanos;
        }
    }
}
