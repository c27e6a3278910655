package dev.repod;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Server} is run. Immutable; every default is a good one for the open internet.
 *
 * <p>Example: {@code ServerOptions.builder().host("0.0.0.0").port(5071).build()}.
 */
public final class ServerOptions {
    /** A connection waits to be told of until it is known whose it is, and that is worth waiting for. */
    private static final Duration SESSION_GRACE = Duration.ofSeconds(1);

    private static final int MOST_FLIGHT_PAYLOAD_BYTES = 64;

    private static final ServerOptions STANDARD = builder().build();

    private final Builder values;

    private ServerOptions(Builder values) {
        this.values = values;
    }

    /**
     * The defaults.
     *
     * @return options for a server on {@link Repod#DEFAULT_HOST} and {@link Repod#DEFAULT_PORT}
     */
    public static ServerOptions standard() {
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

    /** {@return the address to listen on} */
    public String host() {
        return values.host;
    }

    /** {@return the port to listen on: 0 to 65535, 0 meaning one that the system picks} */
    public int port() {
        return values.port;
    }

    /** {@return what a client may ask of the server} */
    public Limits limits() {
        return values.limits;
    }

    /** {@return the time between two ticks} */
    public Duration tick() {
        return values.tick;
    }

    /** {@return whether callbacks have a thread of their own} */
    public boolean ioThread() {
        return values.ioThread;
    }

    /** {@return how long a callback may take before it is logged} */
    public Duration slowHandler() {
        return values.slowHandler;
    }

    /** {@return how long a frame may take from its first byte to its last} */
    public Duration frameTimeout() {
        return values.frameTimeout;
    }

    /** {@return after how long without HELLO a client is taken for a plain one} */
    public Duration plainPeerGrace() {
        boolean waits = values.sessions != null
                || values.authenticator != null
                || appCheck().isNeeded();
        return values.grace(waits ? SESSION_GRACE : EndpointBuilder.GRACE);
    }

    /** After how long a peer of a port with optional TLS that says nothing is taken for one without. */
    Duration firstByteGrace() {
        return values.grace(EndpointBuilder.GRACE);
    }

    /** {@return how the server encrypts, or null where it does not} */
    public @Nullable Tls tls() {
        return values.tls;
    }

    /** {@return how long a client may take until the TLS handshake is done} */
    public Duration handshakeTimeout() {
        return values.handshakeTimeout;
    }

    /** {@return how long the orderly end of one connection may take} */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /** {@return how long {@link Server#stop} may take} */
    public Duration stopTimeout() {
        return values.stopTimeout;
    }

    /** {@return how many bytes of undelivered messages one channel may have, with {@link #ioThread}} */
    public int inboxBytes() {
        return values.inboxBytes;
    }

    /** {@return how dead clients are found} */
    public Keepalive keepalive() {
        return values.keepalive;
    }

    /** {@return how many bytes of each message {@link Channel#flightRecord} keeps} */
    public int flightPayloads() {
        return values.flightPayloads;
    }

    /** {@return how clients that were cut off can come back to their channel, or null where they cannot} */
    public @Nullable Sessions sessions() {
        return values.sessions;
    }

    /** {@return who decides who may come in, or null where everyone may} */
    public @Nullable Authenticator authenticator() {
        return values.authenticator;
    }

    /** {@return how long it may take until it is known who a client is} */
    public Duration authenticationTimeout() {
        return values.authenticationTimeout;
    }

    /** {@return what happens when somebody comes who is connected already} */
    public SamePrincipal samePrincipal() {
        return values.samePrincipal;
    }

    AppCheck appCheck() {
        return new AppCheck(values.app, values.accepts);
    }

    /** Collects options; each is documented with its unit, range and default. Not safe for several threads at once. */
    public static final class Builder extends EndpointBuilder<Builder> {
        private String host = Repod.DEFAULT_HOST;
        private int port = Repod.DEFAULT_PORT;
        private Duration tick = Duration.ofNanos(16_666_667);
        private boolean ioThread;
        private Duration slowHandler = Duration.ofMillis(100);
        private Duration stopTimeout = Duration.ofSeconds(5);
        private @Nullable Sessions sessions;
        private int flightPayloads;
        private @Nullable Authenticator authenticator;
        private Duration authenticationTimeout = Duration.ofSeconds(5);
        private SamePrincipal samePrincipal = SamePrincipal.REPLACE;
        private @Nullable String app;
        private @Nullable VersionRange accepts;
        private @Nullable Tls tls;
        private Duration handshakeTimeout = Duration.ofSeconds(5);

        private Builder() {
            super(4 << 20);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The address to listen on: {@value Repod#DEFAULT_HOST} by default, {@code 0.0.0.0} for every IPv4 address.
         *
         * @param newHost a name or an address of this machine
         * @return this builder
         */
        public Builder host(String newHost) {
            host = Objects.requireNonNull(newHost, "host");
            return this;
        }

        /**
         * The port to listen on: {@value Repod#DEFAULT_PORT} by default.
         *
         * @param newPort 0 to 65535; 0 lets the system pick one, which {@link Server#address} then tells
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder port(int newPort) {
            port = Ports.inRange(newPort, 0);
            return this;
        }

        /**
         * The time between two calls of {@link Server#onTick}: a 60th of a second by default.
         *
         * @param period 1 ms to 1 day
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder tick(Duration period) {
            tick = Durations.inRange("tick", period, Duration.ofMillis(1));
            return this;
        }

        /**
         * Gives callbacks a thread of their own, so that I/O goes on while one of them stalls. Off by default: then one
         * thread does both, which is faster.
         *
         * @param own whether to
         * @return this builder
         */
        public Builder ioThread(boolean own) {
            ioThread = own;
            return this;
        }

        /**
         * How long a callback may take before {@code slow_handler} is logged. After 1,000 handlers
         * in a row that took less than a sixteenth of it, up to eight of one action that came in one read are timed
         * together; not with an {@linkplain #ioThread I/O thread}.
         *
         * @param threshold 1 ms to 1 day; 100 ms by default
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder slowHandler(Duration threshold) {
            slowHandler = Durations.inRange("slowHandler", threshold, Duration.ofMillis(1));
            return this;
        }

        /**
         * Encrypts. Off by default: then whoever is on the way can read and change what clients and server say.
         *
         * @param settings such as {@code Tls.pem(Path.of("fullchain.pem"), Path.of("privkey.pem"))}
         * @return this builder
         */
        public Builder tls(Tls settings) {
            tls = Objects.requireNonNull(settings, "tls");
            return this;
        }

        /**
         * With {@link #tls}: how long a client may take from TCP to the end of the TLS handshake, before it is cut.
         *
         * @param timeout 10 ms to 1 day; 5 s by default
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder handshakeTimeout(Duration timeout) {
            handshakeTimeout = Durations.inRange("handshakeTimeout", timeout, Duration.ofMillis(10));
            return this;
        }

        /**
         * How long {@link Server#stop} may take before it cuts what has not ended by itself.
         *
         * @param timeout 10 ms to 1 day; 5 s by default
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder stopTimeout(Duration timeout) {
            stopTimeout = Durations.inRange("stopTimeout", timeout, Duration.ofMillis(10));
            return this;
        }

        /**
         * Lets clients that were cut off come back to their channel. Off by default: then a lost link ends its channel.
         *
         * @param settings such as {@code Sessions.resumable(Duration.ofSeconds(30))}
         * @return this builder
         */
        public Builder sessions(Sessions settings) {
            sessions = Objects.requireNonNull(settings, "sessions");
            return this;
        }

        /**
         * How many bytes of each message are kept in {@link Channel#flightRecord}, and shown with it in the log. Whatever a message
         * holds may be among them: passwords, what players write to each other, the ids by which plain clients come back to their
         * session. So it is for looking for a fault, and not for the public.
         *
         * @param bytes 0 to 64; 0, which keeps nothing of what is in a message, by default
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder flightPayloads(int bytes) {
            if (bytes < 0 || bytes > MOST_FLIGHT_PAYLOAD_BYTES) {
                throw new IllegalArgumentException(
                        "flightPayloads " + bytes + " is not in 0.." + MOST_FLIGHT_PAYLOAD_BYTES);
            }
            flightPayloads = bytes;
            return this;
        }

        /**
         * Asks everyone who he is: no {@link Channel} is made, and {@link Channel#onConnect} not called, before that is answered.
         *
         * @param decides such as {@code Authenticator.of(applicant -> ...)}; none by default
         * @return this builder
         */
        public Builder authenticator(Authenticator decides) {
            authenticator = Objects.requireNonNull(decides, "authenticator");
            return this;
        }

        /**
         * With {@link #authenticator}: how long after connecting it has to be known who a client is. One of whom it is not is told
         * so, and closed with {@link CloseReason.Kind#TIMED_OUT}.
         *
         * @param timeout 10 ms to 1 day; 5 s by default. A client of this library waits for a minute at
         *     the most
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder authenticationTimeout(Duration timeout) {
            authenticationTimeout = Durations.inRange("authenticationTimeout", timeout, Duration.ofMillis(10));
            return this;
        }

        /**
         * What happens when somebody comes who is connected already.
         *
         * @param rule {@link SamePrincipal#REPLACE} by default
         * @return this builder
         */
        public Builder samePrincipal(SamePrincipal rule) {
            samePrincipal = Objects.requireNonNull(rule, "samePrincipal");
            return this;
        }

        /**
         * Which game this is. A client that says another name, by {@link ClientOptions.Builder#app}, is refused.
         *
         * @param name 1 to 64 characters; by default none is looked at
         * @return this builder
         * @throws IllegalArgumentException if it is empty or too long
         */
        public Builder app(String name) {
            app = AppCheck.checkedName(name);
            return this;
        }

        /**
         * With which versions of the game this server plays. Another one is refused, before {@link Channel#onConnect}, with a text
         * that says what is needed; so is a client of this library that says none. A plain client may say none.
         *
         * @param versionRange comparisons by {@code = < <= > >=} with a space between them, which all have to hold, such as {@code
         *     ">=1.4 <2"}; or {@code "*"}. By default none is looked at. {@code 2.0-beta} is below {@code 2}
         * @return this builder
         * @throws IllegalArgumentException naming the text, if it is no range
         */
        public Builder accepts(String versionRange) {
            accepts = VersionRange.parse(versionRange);
            return this;
        }

        /**
         * The finished options.
         *
         * @return immutable options
         * @throws IllegalArgumentException if a client would count as dead before it can have given a sign of life
         */
        public ServerOptions build() {
            checkKeepalive();
            return new ServerOptions(copy());
        }
    }
}
