package dev.repod;

import dev.repod.internal.session.Introduction;
import dev.repod.internal.session.ReplayBounds;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a {@link ConnectionListener} or a {@link Client} connects. Immutable. */
public final class ClientOptions {
    private static final ClientOptions STANDARD = builder().build();

    private final Builder values;

    private ClientOptions(Builder values) {
        this.values = values;
    }

    /**
     * The defaults.
     *
     * @return the options that a client without any has
     */
    public static ClientOptions standard() {
        return STANDARD;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts from these options} */
    public Builder toBuilder() {
        return values.copy();
    }

    /** {@return what a server may ask of the client} */
    public Limits limits() {
        return values.limits;
    }

    /** {@return how long connecting may take: resolving and TCP, the TLS handshake, and the server's greeting each} */
    public Duration connectTimeout() {
        return values.connectTimeout;
    }

    /** {@return how long a frame may take from its first byte to its last} */
    public Duration frameTimeout() {
        return values.frameTimeout;
    }

    /** {@return after how long without WELCOME a server is taken for a plain one} */
    public Duration plainPeerGrace() {
        return values.grace(EndpointBuilder.GRACE);
    }

    /** {@return how long an orderly end may take} */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /** {@return how many bytes of messages may wait for {@link ConnectionListener#pump}} */
    public int inboxBytes() {
        return values.inboxBytes;
    }

    /** {@return how a dead server is found} */
    public Keepalive keepalive() {
        return values.keepalive;
    }

    /** {@return whether the client connects again by itself} */
    public Reconnect reconnect() {
        return values.reconnect;
    }

    /** {@return the name of the game, or null} */
    public @Nullable String app() {
        return values.app;
    }

    /** {@return the version of the game, or null} */
    public @Nullable String appVersion() {
        return values.appVersion;
    }

    Introduction introduction() {
        return new Introduction(values.app, values.appVersion, values.credentials);
    }

    /** {@return which servers the client trusts, over TLS; null where only a {@code repods://} URI brings TLS} */
    public @Nullable Trust tls() {
        return values.tls;
    }

    ReplayBounds replay() {
        return values.replay;
    }

    /** Collects options; each is documented with its unit, range and default. Not safe for several threads at once. */
    public static final class Builder extends EndpointBuilder<Builder> {
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Reconnect reconnect = Reconnect.never();
        private ReplayBounds replay = Sessions.STANDARD_BUFFER;
        private @Nullable String app;
        private @Nullable String appVersion;
        private byte @Nullable [] credentials;
        private @Nullable Trust tls;

        private Builder() {
            super(32 << 20);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Connects over TLS, to servers that are trusted like this. Off by default, but for {@code repods://} URIs, which trust as
         * {@link Trust#system} says. A client with it never connects without TLS; the pin of a URI takes the place of this.
         *
         * @param trust such as {@code Trust.system()}
         * @return this builder
         */
        public Builder tls(Trust trust) {
            tls = Objects.requireNonNull(trust, "tls");
            return this;
        }

        /**
         * How long it may take until TCP is up, the resolving of the name included; then how long until the TLS handshake is
         * done, where there is one; and then how long until the server has greeted. A server that takes longer is reported as {@link ConnectionError.Kind#TIMED_OUT}.
         *
         * @param timeout 10 ms to 1 day; 5 s by default
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = Durations.inRange("connectTimeout", timeout, Duration.ofMillis(10));
            return this;
        }

        /**
         * Connects again by itself after a loss, and after a first attempt that failed. Where the server has {@link
         * ServerOptions.Builder#sessions}, the client then comes back to the same channel, with nothing lost.
         *
         * @param policy {@link Reconnect#never()} by default
         * @return this builder
         */
        public Builder reconnect(Reconnect policy) {
            reconnect = Objects.requireNonNull(policy, "reconnect");
            return this;
        }

        /**
         * With a session: how much of what was sent is kept to be sent again, and how much can be sent while there is no
         * connection, as {@link Sessions#buffer} is for the server.
         *
         * @param messages 1 to 1,048,576; 1,024 by default
         * @param bytes 64 to 1 GiB, headers included; 256 KiB by default
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder replayBuffer(int messages, int bytes) {
            replay = Sessions.bounds(messages, bytes);
            return this;
        }

        /**
         * Which game this is, for a server that looks at that: {@link ServerOptions.Builder#app} and {@link
         * ServerOptions.Builder#accepts}.
         *
         * @param name 1 to 64 characters; none by default
         * @param version numbers between dots, perhaps with a suffix: {@code 1.4}, {@code 2.0.1-beta}
         * @return this builder
         * @throws IllegalArgumentException if the name is empty or too long, or the version is none
         */
        public Builder app(String name, String version) {
            if (AppVersion.parse(version) == null) {
                throw new IllegalArgumentException("\"" + version + "\" is no version, such as 1.4 or 2.0.1-beta");
            }
            app = AppCheck.checkedName(name);
            appVersion = version;
            return this;
        }

        /**
         * Who the player is, for the server's {@link Authenticator}. Said on each connection that is made, to whatever answers there:
         * use TLS where it is a secret. A server of another library is told nothing.
         *
         * @param fields the fields; its action does not matter. None by default
         * @return this builder
         * @throws IllegalArgumentException if it takes more than 15,360 bytes, or is nested deeper than 30
         */
        public Builder credentials(Message fields) {
            credentials = CredentialBytes.of(fields);
            return this;
        }

        /**
         * The same, given as a record.
         *
         * @param fields the fields
         * @return this builder
         * @throws IllegalArgumentException as there, or if a value cannot be sent
         */
        public Builder credentials(Record fields) {
            return credentials(Message.from(fields));
        }

        /**
         * The finished options.
         *
         * @return immutable options
         * @throws IllegalArgumentException if the grace for plain servers is not shorter than the time for connecting, or a
         *     server would count as dead before it can have given a sign of life
         */
        public ClientOptions build() {
            checkKeepalive();
            if (grace(GRACE).compareTo(connectTimeout) >= 0) {
                throw new IllegalArgumentException("plainPeerGrace " + grace(GRACE)
                        + " is not shorter than connectTimeout " + connectTimeout
                        + ": no plain server could ever be recognised");
            }
            return new ClientOptions(copy());
        }
    }
}
