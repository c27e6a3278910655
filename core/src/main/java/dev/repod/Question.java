package dev.repod;

import dev.repod.internal.session.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client, put to the game's {@link Authenticator}; the answer is passed on once. On the thread of the callbacks. */
final class Question {
    private final Authenticator authenticator;
    private final Applicant applicant;
    private final CallbackThread callbacks;
    private final RateGate failureLines;
    private final Consumer<Verdict> answer;

    /** The authenticator has not returned yet: what it answers now waits until it has. */
    private boolean asking;

    /** Null until there is one. */
    private @Nullable Runnable atOnce;

    private boolean settled;

    Question(
            Authenticator authenticator,
            Applicant applicant,
            CallbackThread callbacks,
            RateGate failureLines,
            Consumer<Verdict> answer) {
        this.authenticator = authenticator;
        this.applicant = applicant;
        this.callbacks = callbacks;
        this.failureLines = failureLines;
        this.answer = answer;
    }

    void ask() {
        asking = true;
        callbacks.run("authenticate", this::call);
        asking = false;
        Runnable known = atOnce;
        if (known != null) {
            known.run();
        }
    }

    private void call() {
        try {
            CompletionStage<Admission> stage =
                    Objects.requireNonNull(authenticator.authenticate(applicant), "the authenticator gave no stage");
            stage.whenComplete(this::onAnswer);
        } catch (Throwable failure) {
            onAnswer(null, failure);
        }
    }

    /** From any thread. On that of the callbacks it may be within one, which has to come to its end first. */
    private void onAnswer(@Nullable Admission admission, @Nullable Throwable failure) {
        if (callbacks.loop().inLoop() && asking) {
            atOnce = () -> settle(admission, failure);
            return;
        }
        try {
            callbacks.loop().execute(() -> settle(admission, failure));
        } catch (RejectedExecutionException stopped) {
            Log.SERVER.debug("an authenticator answered after the server had stopped");
        }
    }

    private void settle(@Nullable Admission admission, @Nullable Throwable failure) {
        if (!settled) {
            settled = true;
            answer.accept(verdict(admission, failure));
        }
    }

    private Verdict verdict(@Nullable Admission admission, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InvalidMessageException mistake) {
            return Verdict.refused(Printable.of("invalid authenticate: " + mistake.reason()));
        }
        if (cause != null) {
            return failed(cause);
        }
        if (admission == null) {
            return failed(new NullPointerException("the authenticator answered null: Admission.refuse(text) says no"));
        }
        return verdict(admission);
    }

    private Verdict verdict(Admission admission) {
        Object principal = admission.principal();
        if (principal == null) {
            return Verdict.refused(admission.refusal());
        }
        try {
            // Where its hash throws it does so here, and not where links are counted by it.
            return Set.copyOf(List.of(principal)).contains(principal)
                    ? Verdict.accepted(principal)
                    : failed(new IllegalStateException("a principal that is not equal to itself: "
                            + principal.getClass().getName()));
        } catch (RuntimeException failure) {
            return failed(failure);
        }
    }

    /** The game's mistake: the player learns no more than where it is written down. */
    private Verdict failed(Throwable failure) {
        String errorId = callbacks.newErrorId();
        if (failureLines.tryPass(callbacks.nanoTime())) {
            GameErrors.log("server_error", failure, applicant.address(), "authenticate", errorId);
        }
        return Verdict.refused("internal error, error_id " + errorId);
    }
}
