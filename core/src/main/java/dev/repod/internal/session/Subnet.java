package dev.repod.internal.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Who counts as one when addresses are counted: an IPv4 address, or an IPv6 /64, which is what one customer has (RFC 6177). An
 * IPv4 address that is written as an IPv6 one (RFC 4291, 2.5.5.2) is the IPv4 address.
 */
final class Subnet {
    /** Above the bits of an IPv4 address; no /64 that packets come from begins like this, since ff00::/8 is multicast. */
    private static final long IPV4 = 0xFFFF_FFFF_0000_0000L;

    private static final int MAPPED_PREFIX = 0xFFFF;

    private Subnet() {}

    /** The number that stands for it. Addresses that were never looked up are all the same one. */
    static long of(InetSocketAddress peer) {
        @Nullable InetAddress address = peer.getAddress();
        if (address == null) {
            return IPV4;
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        if (!(address instanceof Inet6Address)) {
            return ipv4(bytes.getInt());
        }
        long network = bytes.getLong();
        boolean isMapped = network == 0 && bytes.getInt() == MAPPED_PREFIX;
        return isMapped ? ipv4(bytes.getInt()) : network;
    }

    private static long ipv4(int bits) {
        return IPV4 | Integer.toUnsignedLong(bits);
    }
}
