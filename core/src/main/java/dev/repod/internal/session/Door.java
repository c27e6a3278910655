package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.Limits;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Who may come in: what a server knows of all its links together. Confined to the I/O thread. */
public final class Door {
    private final Limits limits;
    private int inside;

    public Door(Limits limits) {
        this.limits = limits;
    }

    /** TCP is up, from that address. */
    public Visit arrive(InetSocketAddress address, long nowNanos) {
        inside++;
        return new Visit();
    }

    /** What the door knows of one link, from the moment that TCP is up until the link is gone. */
    public final class Visit {
        private boolean gone;

        /** Why the link may not come in; null where it may. */
        public @Nullable CloseReason refusal() {
            return inside > limits.maxConnections()
                    ? CloseReason.overLimit("connections", limits.maxConnections(), inside)
                    : null;
        }

        /** The handshake has failed, whichever it was: no TLS, no frames, credentials that are refused. */
        public void failed(long nowNanos) {}

        /** The link is gone. Told once at the least. */
        public void left() {
            if (!gone) {
                gone = true;
                inside--;
            }
        }
    }
}
