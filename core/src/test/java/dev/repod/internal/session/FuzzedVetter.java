package dev.repod.internal.session;

import static dev.repod.internal.session.FuzzedLink.check;

import dev.repod.CloseReason;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets in or refuses as a fuzzer decides, at once or later; and checks that what it is shown can be read. */
final class FuzzedVetter extends TestVetter {
    private final FuzzInput in;
    private final List<Runnable> pending;
    private final FuzzedTime time;

    FuzzedVetter(FuzzInput in, List<Runnable> pending, FuzzedTime time, boolean isUnique) {
        this.in = in;
        this.pending = pending;
        this.time = time;
        this.principals = isUnique ? new Principals(in.oneIn(2)) : null;
        this.asks = !in.oneIn(4);
    }

    @Override
    public @Nullable String misfit(Newcomer newcomer) {
        return "1.2.3".equals(newcomer.app()) ? "another game" : null;
    }

    @Override
    public void vet(Newcomer newcomer, BooleanSupplier isThere, Reply reply) {
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
    public void onRefused(InetSocketAddress address, CloseReason reason) {}
}
