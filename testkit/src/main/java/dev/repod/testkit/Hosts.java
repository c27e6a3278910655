package dev.repod.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The names of the lab's one machine: those of its loopback, and each that something was bound to. No system is asked. */
final class Hosts {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));

    boolean knows(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT));
    }

    InetAddress bind(String host) {
        names.add(host.toLowerCase(Locale.ROOT));
        return address(host);
    }

    InetAddress loopback() {
        return address("127.0.0.1");
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByAddress(host, LOOPBACK);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
