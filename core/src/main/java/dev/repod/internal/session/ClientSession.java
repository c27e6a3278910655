package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Ping;
import dev.repod.internal.session.LibraryFrame.Welcome;
import dev.repod.internal.wire.PayloadScan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A client's side of one connection: says HELLO, and finds out by itself what the server is. */
public final class ClientSession extends Session {
    private static final byte[] CONNECTED = "connected".getBytes(StandardCharsets.UTF_8);

    private final ClientSessionListener listener;
    private boolean greeted;
    private boolean opened;
    private boolean extended;
    private boolean anyFrame;

    /** Stands on a link that has just come up; {@link #greet} comes next. */
    public ClientSession(Link link, SessionConfig config, Workbench workbench, ClientSessionListener listener) {
        super(link, config, workbench);
        this.listener = listener;
    }

    /** Sends HELLO. */
    public void greet(long nowNanos) {
        frames.hello(outbound, PeerLimits.of(config.limits()));
        link.flushSoon();
        deadlines.set(Due.CONNECTED, nowNanos + config.greetingTimeoutNanos());
        deadlines.arm(link);
    }

    @Override
    void onLibraryFrame(LibraryFrame frame) {
        anyFrame = true;
        if (frame instanceof Welcome welcome) {
            onWelcome(welcome);
        } else if (frame instanceof Ping ping) {
            frames.pong(outbound, ping.token());
            link.flushSoon();
        } else if (frame instanceof Bye bye) {
            onBye(bye.reason());
        }
    }

    private void onWelcome(Welcome welcome) {
        if (!extended) {
            extended = true;
            listener.onExtended(welcome.limits());
            open();
        }
    }

    /** A server that greets and sends away at once has let the client in: the program is told both. */
    private void onBye(CloseReason reason) {
        extended = true;
        if (greeted) {
            open();
        }
        end(reason.kind() == Kind.CLOSED ? CloseReason.of(Kind.PEER_CLOSED, reason.text()) : reason);
    }

    @Override
    void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        boolean first = !anyFrame;
        anyFrame = true;
        if (first && isConnected(array, scan)) {
            greeted = true;
            // Somebody is there: the grace alone decides now, and may end after the time that was left for a sign.
            deadlines.clear(Due.CONNECTED);
            deadlines.set(Due.GREETING, nowNanos() + config.plainPeerGraceNanos());
            deadlines.arm(link);
            return;
        }
        open();
        listener.onMessage(array, from, to, scan);
    }

    private static boolean isConnected(byte[] array, PayloadScan scan) {
        return Arrays.equals(array, scan.actionFrom(), scan.actionTo(), CONNECTED, 0, CONNECTED.length);
    }

    private void open() {
        if (!opened) {
            opened = true;
            deadlines.clear(Due.GREETING);
            deadlines.clear(Due.CONNECTED);
            listener.onOpened();
        }
    }

    @Override
    void onUnknownLibraryFrame() {
        anyFrame = true;
    }

    @Override
    void onSkipped() {
        anyFrame = true;
    }

    @Override
    void checkGreeting(long nowNanos) {
        if (deadlines.passed(Due.GREETING, nowNanos)) {
            open();
        }
        if (deadlines.passed(Due.CONNECTED, nowNanos)) {
            Duration waited = Duration.ofNanos(config.greetingTimeoutNanos());
            close(CloseReason.timedOut("no greeting came", waited), nowNanos);
        }
    }

    /** A server that has not said what it is may be an extended one; a plain one skips the goodbye. */
    @Override
    void tell(CloseReason reason) {
        frames.bye(outbound, reason);
    }

    @Override
    CloseReason reasonForEndOfInput() {
        return extended
                ? CloseReason.of(Kind.LOST, "the server ended without a goodbye")
                : CloseReason.of(Kind.PEER_CLOSED, "");
    }

    @Override
    void ended(CloseReason reason) {
        listener.onEnded(reason);
    }

    @Override
    void gone() {
        listener.onGone();
    }
}
