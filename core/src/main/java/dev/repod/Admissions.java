package dev.repod;

import dev.repod.internal.session.Newcomer;
import dev.repod.internal.session.Principals;
import dev.repod.internal.session.Verdict;
import dev.repod.internal.session.Vetter;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Lets a server's clients in, or not: by the version of their game, and by what its {@link Authenticator} says. On the I/O thread. */
final class Admissions implements Vetter {
    private final RunningServer<?> owner;
    private final ServerOptions options;
    private final AppCheck appCheck;
    private final @Nullable Authenticator authenticator;
    private final @Nullable Principals principals;

    /** Anyone can be refused as often as he can connect. */
    private final GatedLine refused;

    private Admissions(RunningServer<?> owner, ServerOptions options, AppCheck appCheck) {
        this.owner = owner;
        this.options = options;
        this.appCheck = appCheck;
        this.authenticator = options.authenticator();
        this.principals = options.samePrincipal() == SamePrincipal.ALLOW
                ? null
                : new Principals(options.samePrincipal() == SamePrincipal.REPLACE);
        this.refused = GatedLine.aboutStrangers("client_refused", Level.INFO, owner.io()::nanoTime);
    }

    /** What is looked at on that server; null where everyone is let in. */
    static @Nullable Admissions of(RunningServer<?> owner, ServerOptions options) {
        AppCheck appCheck = options.appCheck();
        return options.authenticator() == null && !appCheck.isNeeded()
                ? null
                : new Admissions(owner, options, appCheck);
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
    public void vet(Newcomer newcomer, BooleanSupplier isThere, Reply reply) {
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
        Question question = new Question(asked, applicant, owner.callbacks(), verdict -> answer(reply, verdict));
        owner.callbackOrder().inOrder(() -> question.ask(isThere, timeoutNanos()));
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
        refused.log(line -> line.addKeyValue("addr", Log.addr(address))
                .addKeyValue("reason", reason.kind())
                .addKeyValue("text", Printable.of(reason.text())));
    }
}
