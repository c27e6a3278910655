package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Hello;
import dev.repod.internal.session.LibraryFrame.Ping;
import dev.repod.internal.wire.PayloadScan;

/** A server's side of one connection: greets at once, and finds out by itself what the peer is. */
public final class ServerSession extends Session {
    private enum Peer {
        /** Nothing has come from it yet that tells. */
        UNKNOWN,
        PLAIN,
        EXTENDED
    }

    private final SessionListener listener;
    private Peer peer = Peer.UNKNOWN;

    /** Stands on an accepted link; {@link #greet} comes next. */
    public ServerSession(Link link, SessionConfig config, Workbench workbench, SessionListener listener) {
        super(link, config, workbench);
        this.listener = listener;
    }

    /** Sends the greeting. */
    public void greet(long nowNanos) {
        frames.connected(outbound);
        link.flushSoon();
        deadlines.set(Due.GREETING, nowNanos + config.plainPeerGraceNanos());
        deadlines.arm(link);
    }

    @Override
    void onLibraryFrame(LibraryFrame frame) {
        if (frame instanceof Hello hello) {
            onHello(hello);
        } else if (frame instanceof Ping ping) {
            frames.pong(outbound, ping.token());
            link.flushSoon();
        } else if (frame instanceof Bye bye) {
            end(CloseReason.of(Kind.PEER_CLOSED, bye.reason().text()));
        }
    }

    private void onHello(Hello hello) {
        if (peer == Peer.EXTENDED) {
            return;
        }
        peer = Peer.EXTENDED;
        deadlines.clear(Due.GREETING);
        frames.welcome(outbound, PeerLimits.of(config.limits()));
        link.flushSoon();
        listener.onExtended(hello.limits());
    }

    @Override
    void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        if (peer == Peer.UNKNOWN) {
            peer = Peer.PLAIN;
            deadlines.clear(Due.GREETING);
        }
        listener.onMessage(array, from, to, scan);
    }

    /** A plain peer sends no arrays, and an extended one may still say HELLO: it shows neither. */
    @Override
    void onUnknownLibraryFrame() {}

    @Override
    void onSkipped() {
        if (peer == Peer.UNKNOWN) {
            peer = Peer.PLAIN;
        }
    }

    @Override
    void checkGreeting(long nowNanos) {
        if (deadlines.passed(Due.GREETING, nowNanos) && peer == Peer.UNKNOWN) {
            peer = Peer.PLAIN;
        }
    }

    /** BYE first where both are said: an extended peer then knows its reason before it would see a stray error. */
    @Override
    void tell(CloseReason reason) {
        if (peer != Peer.PLAIN) {
            frames.bye(outbound, reason);
        }
        if (peer != Peer.EXTENDED && reason.kind() != Kind.CLOSED) {
            frames.error(outbound, PlainWords.of(reason));
        }
    }

    @Override
    CloseReason reasonForEndOfInput() {
        return peer == Peer.EXTENDED
                ? CloseReason.of(Kind.LOST, "the peer ended without a goodbye")
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
