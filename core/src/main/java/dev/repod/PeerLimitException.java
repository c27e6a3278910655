package dev.repod;

/** A message is over what its receiver has said that it accepts: nothing that a game could have known when it was written. */
final class PeerLimitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient PeerLimited receiver;
    private final String limit;
    private final long allowed;
    private final long seen;

    PeerLimitException(String text, PeerLimited receiver, String limit, long allowed, long seen) {
        super(text);
        this.receiver = receiver;
        this.limit = limit;
        this.allowed = allowed;
        this.seen = seen;
    }

    /**
     * A callback of the game has failed of that. If it was by such a receiver, that one is ended: it says what it accepts as it likes, and
     * would have the callback fail again and again, to the harm of others.
     */
    static void endReceiverIn(Throwable failure) {
        if (failure instanceof PeerLimitException over) {
            over.receiver.end(CloseReason.overLimit(over.limit, over.allowed, over.seen));
        }
    }

    /** Who accepts too little. */
    @FunctionalInterface
    interface PeerLimited {
        void end(CloseReason reason);
    }
}
