package dev.repod;

import dev.repod.internal.dispatch.HandlerTable;
import dev.repod.internal.dispatch.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls into one {@link Channel}: handlers and callbacks, each guarded, so that what a game throws ends neither this
 * connection nor another. Tells the sender's mistakes from the game's. Confined to the thread of the callbacks.
 *
 * @param <C> the game's channel class
 */
final class ChannelCalls<C extends Channel<?>> implements Receiver {
    private static final String ON_UNHANDLED = "onUnhandled";

    private final ChannelBridge<C> bridge;
    private final C channel;
    private final HandlerTable handlers;
    private final CallbackThread thread;
    private final ErrorAnswers answers;

    private @Nullable String failingAction;
    private @Nullable String failingId;
    private boolean failureMayBeLogged = true;

    ChannelCalls(ChannelBridge<C> bridge, C channel, CallbackThread thread) {
        this.bridge = bridge;
        this.channel = channel;
        this.handlers = Handlers.of(channel.getClass());
        this.thread = thread;
        this.answers = new ErrorAnswers(thread.nanoTime());
    }

    C channel() {
        return channel;
    }

    /** Takes the message that the thread holds to its handler. */
    void deliver(Incoming incoming) {
        @Nullable String flaw = incoming.flaw();
        if (flaw != null) {
            answerInvalid(incoming.action(), new InvalidMessageException(flaw));
        } else {
            incoming.dispatch(thread.dispatcher(), handlers, this);
        }
    }

    /** Runs a callback of the channel, or one of the server that is about it. */
    void run(String callback, Runnable body) {
        long startedNanos = thread.nanoTime();
        try {
            body.run();
        } catch (Throwable failure) {
            report(null, failure);
        }
        thread.watch().ran(callback, startedNanos, bridge);
    }

    /** Asks the channel for something; null also where it failed, which is reported. */
    <T> @Nullable T ask(String callback, Supplier<@Nullable T> question) {
        List<T> answer = new ArrayList<>(1);
        run(callback, () -> {
            @Nullable T given = question.get();
            if (given != null) {
                answer.add(given);
            }
        });
        return answer.isEmpty() ? null : answer.get(0);
    }

    // ---- what dispatch tells

    @Override
    public Object target() {
        return channel;
    }

    @Override
    public Object message() {
        return thread.incoming().message();
    }

    @Override
    public void onFound(String action) {
        beginWatch(action);
    }

    @Override
    public void onDispatch(String action) {
        if (Log.SERVER.isDebugEnabled()) {
            Log.SERVER
                    .atDebug()
                    .addKeyValue("action", action)
                    .addKeyValue("addr", Log.addr(bridge.address()))
                    .log("message_dispatched");
        }
    }

    @Override
    public void onDone(String action) {
        endWatch(action);
    }

    @Override
    public void onUnhandled() {
        beginWatch(ON_UNHANDLED);
        Message message = thread.incoming().message();
        if (Log.SERVER.isDebugEnabled()) {
            Log.SERVER
                    .atDebug()
                    .addKeyValue("action", Printable.of(message.action()))
                    .addKeyValue("addr", Log.addr(bridge.address()))
                    .log("message_unhandled");
        }
        try {
            channel.onUnhandled(message);
        } catch (Throwable failure) {
            onFailure(message.action(), failure);
        }
        endWatch(ON_UNHANDLED);
    }

    private void beginWatch(String action) {
        thread.watch().begin(action, thread.incoming().readNanos());
    }

    private void endWatch(String action) {
        thread.watch().end(action, thread.incoming().isInRead(), bridge);
    }

    @Override
    public void onUndecodable(String action, InvalidMessageException mistake) {
        answerInvalid(action, mistake);
    }

    @Override
    public void onFailure(String action, Throwable failure) {
        if (failure instanceof InvalidMessageException mistake) {
            answerInvalid(action, mistake);
        } else {
            report(action, failure);
        }
    }

    // ---- the sender's mistake

    private void answerInvalid(String action, InvalidMessageException mistake) {
        if (!answers.mayAnswer(thread.nanoTime())) {
            return;
        }
        logInvalid(action, mistake);
        if (ErrorAnswers.isAnswerable(action)) {
            bridge.answer(ErrorAnswers.invalid(action, mistake));
        }
    }

    private void logInvalid(String action, InvalidMessageException mistake) {
        RateGate lines = thread.invalidLines();
        if (lines.tryPass(thread.nanoTime())) {
            Log.leftOut(Log.SERVER.atInfo(), answers.takeLeftOut() + lines.takeHeldBack())
                    .addKeyValue("action", Printable.of(action))
                    .addKeyValue("error", Printable.of(mistake.reason()))
                    .addKeyValue("addr", Log.addr(bridge.address()))
                    .log("message_invalid");
        }
    }

    // ---- the game's mistake

    /** Answers the sender, if the failure is about a message, and hands the error to the channel. */
    private void report(@Nullable String action, Throwable failure) {
        boolean mayAnswer = answers.mayAnswer(thread.nanoTime());
        String errorId = thread.newErrorId();
        if (mayAnswer && ErrorAnswers.isAnswerable(action)) {
            bridge.answer(ErrorAnswers.internal(errorId));
        }
        failingAction = action;
        failingId = errorId;
        failureMayBeLogged = mayAnswer;
        try {
            channel.onError(failure);
        } catch (Throwable second) {
            logFailure(failure);
            logFailure(second);
        } finally {
            failingAction = null;
            failingId = null;
            failureMayBeLogged = true;
            PeerLimitException.endReceiverIn(failure);
        }
    }

    /** What {@link Channel#onError} does by default. */
    void logFailure(Throwable failure) {
        if (failureMayBeLogged) {
            thread.logFailure("channel_error", failure, bridge.address(), failingAction, failingId);
        }
    }
}
