package dev.repod.internal.session;

import static dev.repod.internal.session.FuzzedLink.check;

import dev.repod.CloseReason;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets in or refuses as a fuzzer decides, at once or later; and checks that what it is shown can be read. */
final class FuzzedVetter implements Vetter {
    private final FuzzInput in;
    private final List<Runnable> pending;
    private final FuzzedTime time;
    private final @Nullable Principals principals;
    private final boolean asks;

    FuzzedVetter(FuzzInput in, List<Runnable> pending, FuzzedTime time, boolean isUnique) {
        this.in = in;
        this.pending = pending;
        this.time = time;
        this.principals = isUnique ? new Principals(in.oneIn(2)) : null;
        this.asks = !in.oneIn(4);
    }

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
        return "1.2.3".equals(newcomer.app()) ? "another game" : null;
    }

    @Override
    public void vet(Newcomer newcomer, Reply reply) {
        byte[] credentials = newcomer.credentials();
        var kind = new PayloadScan(32).scan(credentials, 0, credentials.length);
        check(kind == PayloadScan.Kind.MESSAGE, "credentials are no message");
        Verdict verdict = in.oneIn(4) ? Verdict.refused("no") : Verdict.accepted(in.pick(2));
        if (in.oneIn(2)) {
            reply.give(verdict, time.nowNanos);
        } else {
            pending.add(() -> reply.give(verdict, time.nowNanos));
        }
    }

    @Override
    public @Nullable Principals principals() {
        return principals;
    }

    @Override
    public void onRefused(InetSocketAddress address, CloseReason reason) {}
}
