package dev.repod.internal.session;

import dev.repod.Limits;
import dev.repod.Resumption;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What HELLO and WELCOME have to say: docs/protocol.md, section 4. What a peer leaves out, or says in another type than it
 * should be, stands here as if it had been left out.
 */
final class Greeting {
    /** Bit 0 of {@code features}. */
    static final long SESSIONS = 1;

    /** Bit 1 of {@code features}. */
    static final long KEEPALIVE = 2;

    /** Stands for a count that was not said. */
    static final long UNSAID = -1;

    private long features;
    private PeerLimits limits = PeerLimits.UNTOLD;
    private boolean namesSession;
    private byte @Nullable [] session;
    private long received = UNSAID;
    private long resendFrom;
    private long windowMillis = UNSAID;
    private Resumption outcome = Resumption.FRESH;
    private @Nullable String app;
    private @Nullable String appVersion;
    private byte @Nullable [] credentials;

    private Greeting() {}

    /** Reads what follows the code; null where that is no greeting at all. */
    static @Nullable Greeting read(PackReader in, int elements) {
        if (elements < 4 || !in.peekIsCount() || in.readLong() < 1 || !in.peekIsCount()) {
            return null;
        }
        Greeting greeting = new Greeting();
        greeting.features = in.readLong();
        if (in.peek() != PackType.MAP) {
            return null;
        }
        for (int entries = in.readMapHeader(); entries > 0; entries--) {
            greeting.readEntry(in, LibraryFrame.readKey(in));
        }
        return greeting;
    }

    private void readEntry(PackReader in, String key) {
        PackType type = in.peek();
        namesSession |= key.equals("session");
        if (key.equals("limits") && type == PackType.MAP) {
            limits = readLimits(in);
        } else if (key.equals("session") && type == PackType.BINARY) {
            session = in.readBinary();
        } else if (key.equals("received") && in.peekIsCount()) {
            received = in.readLong();
        } else if (key.equals("resend_from") && in.peekIsCount()) {
            resendFrom = in.readLong();
        } else if (key.equals("window_ms") && in.peekIsCount()) {
            windowMillis = in.readLong();
        } else if (key.equals("outcome") && type == PackType.STRING) {
            outcome = outcomeOf(in.readString());
        } else {
            readIntroduction(in, key);
        }
    }

    /** What a client says of itself. */
    private void readIntroduction(PackReader in, String key) {
        PackType type = in.peek();
        if (key.equals("app") && type == PackType.STRING) {
            app = in.readString();
        } else if (key.equals("app_version") && type == PackType.STRING) {
            appVersion = in.readString();
        } else if (key.equals("credentials") && type == PackType.MAP) {
            credentials = Credentials.read(in);
        } else {
            in.skip();
        }
    }

    private static PeerLimits readLimits(PackReader in) {
        long frameBytes = PeerLimits.UNTOLD.maxFrameBytes();
        long depth = PeerLimits.UNTOLD.maxDepth();
        for (int entries = in.readMapHeader(); entries > 0; entries--) {
            String key = LibraryFrame.readKey(in);
            if (key.equals("frame_bytes") && in.peekIsCount()) {
                frameBytes = in.readLong();
            } else if (key.equals("depth") && in.peekIsCount()) {
                depth = in.readLong();
            } else {
                in.skip();
            }
        }
        return new PeerLimits(
                (int) Math.max(Limits.SMALLEST_FRAME_BYTES, Math.min(frameBytes, Limits.LARGEST_FRAME_BYTES)),
                (int) Math.max(1, Math.min(depth, Limits.DEEPEST_NESTING)));
    }

    private static Resumption outcomeOf(String word) {
        for (Resumption outcome : Resumption.values()) {
            if (wordOf(outcome).equals(word)) {
                return outcome;
            }
        }
        return Resumption.FRESH;
    }

    /** The word for an outcome on the wire. */
    static String wordOf(Resumption outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    PeerLimits limits() {
        return limits;
    }

    /** Whether the sender takes part in sessions: it says so, or names one. */
    boolean wantsSession() {
        return (features & SESSIONS) != 0 || namesSession;
    }

    /** Whether a session was named, in whatever way. */
    boolean namesSession() {
        return namesSession;
    }

    /** The id of a session, or null. */
    byte @Nullable [] session() {
        return session;
    }

    /** How many messages of the session the sender has received, or {@link #UNSAID}. */
    long received() {
        return received;
    }

    /** The number of the last message that the sender cannot send again. */
    long resendFrom() {
        return resendFrom;
    }

    /** For how long a session waits for its client, or {@link #UNSAID}. */
    long windowMillis() {
        return windowMillis;
    }

    Resumption outcome() {
        return outcome;
    }

    /** The name of the sender's game, or null. */
    @Nullable String app() {
        return app;
    }

    /** The version of that, or null. */
    @Nullable String appVersion() {
        return appVersion;
    }

    /** The payload of a message that holds the credentials; no field besides its action where none were given. */
    byte[] credentials() {
        return credentials == null ? Credentials.none() : credentials;
    }
}
