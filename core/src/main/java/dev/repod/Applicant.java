package dev.repod;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client that wants to come in, as an {@link Authenticator} sees it. Nothing of it has been checked: it is what a stranger
 * says of himself.
 *
 * @param credentials what the client gave in {@link ClientOptions.Builder#credentials(Message)}, or a plain client in its message
 *     {@code authenticate}: always a message of that action, and one without any other field where it gave nothing
 * @param address where it comes from
 * @param app the name of its game, or null where it does not say
 * @param appVersion the version of its game, or null where it does not say
 * @param isExtended whether it is one of this library, and not a plain one such as a Python program
 */
public record Applicant(
        Message credentials,
        InetSocketAddress address,
        @Nullable String app,
        @Nullable String appVersion,
        boolean isExtended) {
    /**
     * Checks that credentials and address are there; for a test of an authenticator.
     *
     * @param credentials what the client gave
     * @param address where it comes from
     * @param app the name of its game, or null
     * @param appVersion the version of its game, or null
     * @param isExtended whether it is one of this library
     */
    public Applicant {
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(address, "address");
    }

    /** All but the credentials, which belong into no log. */
    @Override
    public String toString() {
        return "Applicant[" + Log.addr(address) + " app=" + Printable.of(app) + " " + Printable.of(appVersion)
                + (isExtended ? " extended]" : " plain]");
    }
}
