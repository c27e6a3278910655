package dev.repod;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** Where others reach a socket of this machine: the one that is bound to every address has none that can be written down. */
final class OwnAddress {
    private OwnAddress() {}

    /** {@code host:port}; for a socket on every address, the first one that this machine has in its network. */
    static String of(InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return Log.addr(bound);
        }
        @Nullable String found = inTheNetwork();
        return (found == null ? "localhost" : found) + ":" + bound.getPort();
    }

    private static @Nullable String inTheNetwork() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(OwnAddress::isInUse)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(address -> String.valueOf(address.getHostAddress()))
                    .findFirst()
                    .orElse(null);
        } catch (SocketException unknown) {
            return null;
        }
    }

    private static boolean isInUse(NetworkInterface candidate) {
        try {
            return candidate.isUp() && !candidate.isLoopback();
        } catch (SocketException gone) {
            return false;
        }
    }
}
