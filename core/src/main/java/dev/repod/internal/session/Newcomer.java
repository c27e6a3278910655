package dev.repod.internal.session;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of itself who wants to come in. Never shown as a whole: the credentials are a secret.
 *
 * @param credentials the payload of a message {@code authenticate}, without any field where none were given
 * @param app the name of its game, or null
 * @param appVersion the version of that, or null
 * @param address where it comes from
 * @param isExtended whether it speaks the library's own layer
 */
public record Newcomer(
        byte[] credentials,
        @Nullable String app,
        @Nullable String appVersion,
        InetSocketAddress address,
        boolean isExtended) {
    static Newcomer of(Greeting hello, InetSocketAddress address) {
        return new Newcomer(hello.credentials(), hello.app(), hello.appVersion(), address, true);
    }

    /** A plain peer, by the message that it has sent. */
    static Newcomer of(byte[] array, int from, int to, InetSocketAddress address) {
        return new Newcomer(
                Credentials.copyOf(array, from, to),
                PlainMessages.text(array, from, to, "app"),
                PlainMessages.text(array, from, to, "app_version"),
                address,
                false);
    }

    @Override
    public String toString() {
        return "Newcomer[" + address + "]";
    }
}
