package dev.repod;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Decides who may come in, before the game hears of a client: {@link ServerOptions.Builder#authenticator}.
 *
 * <p>A client is asked once a link, and only where it does not come back to its session, whose id proves who it is. Until there
 * is an answer the client has no {@link Channel}, what it sends waits, and it can send no frame over 16 KiB.
 *
 * <p>Compare secrets by {@link java.security.MessageDigest#isEqual}, which takes as long for a wrong one as for the right one.
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Finds out who a client is. Called on the server's {@link Server#loop loop}, so the game's state may be read and must not be
     * waited in: what takes time, such as a database, answers later, on whatever thread. An answer that comes after {@link
     * ServerOptions.Builder#authenticationTimeout}, or after the client has left, is ignored.
     *
     * <p>An {@link InvalidMessageException}, as the getters of {@link Message} throw it, refuses the client, and tells it what is
     * missing. Whatever else is thrown, or fails the stage, is the game's mistake, and so is an answer that is null: it is logged
     * with an id, and the client is refused and told no more than that id.
     *
     * @param applicant the client
     * @return a stage that gives {@link Admission#accept} or {@link Admission#refuse}
     */
    CompletionStage<Admission> authenticate(Applicant applicant);

    /**
     * One that knows the answer at once.
     *
     * @param decision what {@link #authenticate} does, with the same rules
     * @return the authenticator
     */
    static Authenticator of(Function<? super Applicant, Admission> decision) {
        Objects.requireNonNull(decision, "decision");
        return applicant -> CompletableFuture.completedFuture(decision.apply(applicant));
    }
}
