package dev.repod;

import dev.repod.internal.session.Verdict;
import dev.repod.internal.transport.IoLoop;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client, put to the game's {@link Authenticator}; the answer is passed on once. On the thread of the callbacks. */
final class Question {
    private final Authenticator authenticator;
    private final Applicant applicant;
    private final CallbackThread callbacks;
    private final Consumer<Verdict> answer;

    /** The authenticator has not returned yet: what it answers now waits until it has. */
    private boolean asking;

    /** Null until there is one. */
    private @Nullable Runnable atOnce;

    private boolean settled;
    private IoLoop.@Nullable Timer timer;

    Question(Authenticator authenticator, Applicant applicant, CallbackThread callbacks, Consumer<Verdict> answer) {
        this.authenticator = authenticator;
        this.applicant = applicant;
        this.callbacks = callbacks;
        this.answer = answer;
    }

    /** Without asking where nobody is there any more. Where no answer comes in that time, that is the answer. */
    void ask(BooleanSupplier isThere, long timeoutNanos) {
        if (!isThere.getAsBoolean()) {
            settle(Verdict.failed("nobody is there"));
            return;
        }
        timer = callbacks.loop().schedule(timeoutNanos, () -> settle(Verdict.failed("there was no answer in time")));
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
            settle(verdict(admission, failure));
        }
    }

    private void settle(Verdict verdict) {
        if (!settled) {
            settled = true;
            if (timer != null) {
                timer.cancel();
            }
            answer.accept(verdict);
        }
    }

    private Verdict verdict(@Nullable Admission admission, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InvalidMessageException mistake) {
            String advice = applicant.credentials().fieldsWithoutAction().isEmpty()
                    ? "the server asks who you are, and was told nothing: "
                    : "";
            return Verdict.refused(Printable.of(advice + "invalid authenticate: " + mistake.reason()));
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
        callbacks.logFailure("server_error", failure, applicant.address(), "authenticate", errorId);
        return Verdict.failed("internal error, error_id " + errorId);
    }
}
