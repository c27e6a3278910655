package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.Values;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down who is asked for, and answers when a test says so. */
final class RecordingVetter implements Vetter {
    final List<String> asked = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final Deque<Reply> waiting = new ArrayDeque<>();

    @Nullable Principals principals;

    boolean asks = true;

    /** Not null where the answer is to come at once. */
    @Nullable Verdict atOnce;

    @Override
    public boolean asksForCredentials() {
        return asks;
    }

    @Override
    public long timeoutNanos() {
        return SessionRig.millis(5000);
    }

    @Override
    public @Nullable String misfit(Newcomer newcomer) {
        return "old".equals(newcomer.appVersion()) ? "update your game" : null;
    }

    @Override
    public void vet(Newcomer newcomer, Reply reply) {
        byte[] credentials = newcomer.credentials();
        asked.add((newcomer.isExtended() ? "extended " : "plain ") + newcomer.app() + " " + newcomer.appVersion() + " "
                + Values.read(new PackReader().reset(credentials, 0, credentials.length)));
        if (atOnce != null) {
            reply.give(atOnce, SessionRig.START_NANOS);
        } else {
            waiting.add(reply);
        }
    }

    void answer(Verdict verdict, long nowNanos) {
        waiting.remove().give(verdict, nowNanos);
    }

    @Override
    public @Nullable Principals principals() {
        return principals;
    }

    @Override
    public void onRefused(InetSocketAddress address, CloseReason reason) {
        refused.add(reason.toString());
    }
}
