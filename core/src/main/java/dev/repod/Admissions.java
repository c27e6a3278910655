package dev.repod;

import dev.repod.internal.session.Newcomer;
import dev.repod.internal.session.Principals;
import dev.repod.internal.session.Verdict;
import dev.repod.internal.session.Vetter;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Lets a server's clients in, or not: by the version of their game, and by what its {@link Authenticator} says. On the I/O thread. */
final class Admissions implements Vetter {
    private static final int REFUSED_BURST = 20;
    private static final int REFUSED_PER_SECOND = 5;

    private final RunningServer<?> owner;
    private final ServerOptions options;
    private final AppCheck appCheck;
    private final @Nullable Authenticator authenticator;
    private final @Nullable Principals principals;

    /** Anyone can be refused as often as he can connect. */
    private final RateGate refusedLines;

    /** The same for what the game does wrong then. On the thread of the callbacks. */
    private final RateGate failureLines;

    private Admissions(RunningServer<?> owner, ServerOptions options, AppCheck appCheck, long nowNanos) {
        this.owner = owner;
        this.options = options;
        this.appCheck = appCheck;
        this.authenticator = options.authenticator();
        this.principals = options.samePrincipal() == SamePrincipal.ALLOW
                ? null
                : new Principals(options.samePrincipal() == SamePrincipal.REPLACE);
        this.refusedLines = new RateGate(REFUSED_BURST, REFUSED_PER_SECOND, nowNanos);
        this.failureLines = new RateGate(REFUSED_BURST, REFUSED_PER_SECOND, nowNanos);
    }

    /** What is looked at on that server; null where everyone is let in. */
    static @Nullable Admissions of(RunningServer<?> owner, ServerOptions options, long nowNanos) {
        AppCheck appCheck = options.appCheck();
        return options.authenticator() == null && !appCheck.isNeeded()
                ? null
                : new Admissions(owner, options, appCheck, nowNanos);
    }

    @Override
    public boolean asksForCredentials() {
        return authenticator != null;
    }

    @Override
    public long timeoutNanos() {
        return options.authenticationTimeout().toNanos();
    }

    @Override
    public @Nullable String misfit(Newcomer newcomer) {
        return appCheck.misfit(newcomer.app(), newcomer.appVersion(), newcomer.isExtended());
    }

    @Override
    public void vet(Newcomer newcomer, Reply reply) {
        Authenticator asked = authenticator;
        if (asked == null) {
            throw new IllegalStateException("nobody is asked for credentials here");
        }
        Message credentials = credentials(newcomer);
        if (credentials.flaw() != null) {
            reply.give(Verdict.refused("the credentials cannot be read: " + credentials.flaw()), now());
            return;
        }
        Applicant applicant = new Applicant(
                credentials, newcomer.address(), newcomer.app(), newcomer.appVersion(), newcomer.isExtended());
        Question question =
                new Question(asked, applicant, owner.callbacks(), failureLines, verdict -> answer(reply, verdict));
        owner.callbackOrder().inOrder(question::ask);
    }

    private void answer(Reply reply, Verdict verdict) {
        owner.onIo(() -> reply.give(verdict, now()));
    }

    private long now() {
        return owner.io().nanoTime();
    }

    private Message credentials(Newcomer newcomer) {
        byte[] payload = newcomer.credentials();
        PayloadScan scan = new PayloadScan(Limits.DEEPEST_NESTING);
        scan.scan(payload, 0, payload.length);
        return Message.received(
                payload, 0, payload.length, scan, options.limits().maxFrameBytes());
    }

    @Override
    public @Nullable Principals principals() {
        return principals;
    }

    @Override
    public void onRefused(InetSocketAddress address, CloseReason reason) {
        if (refusedLines.tryPass(now())) {
            Log.leftOut(Log.SERVER.atInfo(), refusedLines.takeHeldBack())
                    .addKeyValue("addr", Log.addr(address))
                    .addKeyValue("reason", reason.kind())
                    .addKeyValue("text", Printable.of(reason.text()))
                    .log("client_refused");
        }
    }
}
