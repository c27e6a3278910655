package dev.repod;

/** What {@link Client#poll} tells, in the order in which it happened. */
public sealed interface Event {
    /** The connection stands. The first event of a connection, before any message. */
    record Connected() implements Event {}

    /**
     * The connection could not be made. The last event of an attempt.
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

    /**
     * The connection has ended. Its last event.
     *
     * @param reason why
     */
    record Disconnected(CloseReason reason) implements Event {}
}
