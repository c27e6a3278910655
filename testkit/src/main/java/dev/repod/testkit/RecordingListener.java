package dev.repod.testkit;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.Resumption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A client for tests: it has no handlers, writes down what it is told, and can be asked whether that was all. It is pumped
 * and asked on one thread, as every client is. A subclass that handles some messages itself records the others.
 */
public class RecordingListener extends ConnectionListener {
    private final Deque<Event> events = new ArrayDeque<>();

    /** A client with the default options. */
    public RecordingListener() {}

    /**
     * A client that is not connected yet.
     *
     * @param options how it connects
     */
    public RecordingListener(ClientOptions options) {
        super(options);
    }

    /**
     * What was recorded and has not been taken by one of the other methods.
     *
     * @return a copy, in the order in which it came
     */
    public final List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * Takes the next event, which has to be one of that type.
     *
     * @param <E> the type
     * @param type the type
     * @return the event
     * @throws AssertionError if there is none, or another one
     */
    public final <E extends Event> E expect(Class<E> type) {
        Event next = events.poll();
        if (!type.isInstance(next)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", but "
                    + (next == null ? "nothing came" : next + " came, and then " + events));
        }
        return type.cast(next);
    }

    /**
     * Takes the next event, which has to be a message with that action.
     *
     * @param action the action
     * @return the message
     * @throws AssertionError if there is none, or another event
     */
    public final Message expect(String action) {
        Message message = expect(Event.Received.class).message();
        if (!message.action().equals(action)) {
            throw new AssertionError("expected a message " + action + ", but " + message + " came, and then " + events);
        }
        return message;
    }

    /**
     * Checks that nothing is left that was not expected.
     *
     * @throws AssertionError naming what is left
     */
    public final void expectNothing() {
        if (!events.isEmpty()) {
            throw new AssertionError("expected nothing more, but there is " + events);
        }
    }

    @Override
    protected void onConnected() {
        events.add(new Event.Connected());
    }

    @Override
    protected void onError(ConnectionError error) {
        events.add(new Event.Failed(error));
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        events.add(new Event.Disconnected(reason));
    }

    @Override
    protected void onReconnecting(int attempt, Duration delay) {
        events.add(new Event.Reconnecting(attempt, delay));
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        events.add(new Event.Reconnected(resumption));
    }

    @Override
    protected void onGaveUp() {
        events.add(new Event.GaveUp());
    }

    @Override
    protected void onWritable() {
        events.add(new Event.Writable());
    }

    @Override
    protected void onUnhandled(Message message) {
        events.add(new Event.Received(message));
    }
}
