package dev.repod.internal.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where peers of tests are. */
public final class Addresses {
    private Addresses() {}

    /** An address that is written as one: nothing is looked up. */
    public static InetSocketAddress of(String host) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), 1);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
