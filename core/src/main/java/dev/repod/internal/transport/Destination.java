package dev.repod.internal.transport;

import dev.repod.internal.tls.Trusted;
import org.jspecify.annotations.Nullable;

/**
 * Where a client goes.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 * @param tls whom it trusts, over TLS; null where it goes without
 */
public record Destination(String host, int port, @Nullable Trusted tls) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
