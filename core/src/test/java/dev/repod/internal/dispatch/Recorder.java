package dev.repod.internal.dispatch;

import dev.repod.InvalidMessageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a dispatcher tells it. */
final class Recorder implements Receiver {
    final List<String> events = new ArrayList<>();
    final Object message = "the message as it is";
    private final Object target;

    @Nullable Throwable failure;

    @Nullable InvalidMessageException mistake;

    Recorder(Object target) {
        this.target = target;
    }

    @Override
    public Object target() {
        return target;
    }

    @Override
    public Object message() {
        return message;
    }

    @Override
    public void onFound(String action) {
        events.add("found " + action);
    }

    @Override
    public void onDispatch(String action) {
        events.add("dispatch " + action);
    }

    @Override
    public void onDone(String action) {
        events.add("done " + action);
    }

    @Override
    public void onUnhandled() {
        events.add("unhandled");
    }

    @Override
    public void onUndecodable(String action, InvalidMessageException invalid) {
        events.add("undecodable " + action + ": " + invalid.getMessage());
        mistake = invalid;
    }

    @Override
    public void onFailure(String action, Throwable thrown) {
        events.add("failure " + action + ": " + thrown);
        failure = thrown;
    }
}
