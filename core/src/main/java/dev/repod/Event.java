package dev.repod;

import java.time.Duration;

/** What {@link Client#poll} tells, in the order in which it happened. */
public sealed interface Event {
    /** The connection stands. The first event of a connection, before any message. */
    record Connected() implements Event {}

    /**
     * The connection could not be made. The last event of an attempt, and without a {@link Reconnect} policy of the connection.
     *
     * @param error why
     */
    record Failed(ConnectionError error) implements Event {}

    /**
     * A message came in.
     *
     * @param message the message
     */
    record Received(Message message) implements Event {}

    /** There is room for more to be sent, after {@link Client#isWritable} had said no or too much had waited. */
    record Writable() implements Event {}

    /**
     * The client waits, and then tries to connect again. Only with a {@link Reconnect} policy, after a link was lost or an
     * attempt has failed.
     *
     * @param attempt which one in a row, from 1
     * @param delay for how long it waits
     */
    record Reconnecting(int attempt, Duration delay) implements Event {}

    /**
     * The connection stands again. Before any message that comes over the new link.
     *
     * @param resumption what there is of the session before
     */
    record Reconnected(Resumption resumption) implements Event {}

    /** Connecting again was given up. {@link Disconnected} follows. */
    record GaveUp() implements Event {}

    /**
     * The connection has ended. Its last event.
     *
     * @param reason why
     */
    record Disconnected(CloseReason reason) implements Event {}
}
