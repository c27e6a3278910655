package dev.repod.testkit.proof;

/**
 * Who numbers messages, from 1.
 *
 * @param isClient or a channel
 * @param id the number of the client or channel
 * @param epoch a client's sessions, from 1; for a channel which server it belongs to, one after the other
 */
record Author(boolean isClient, int id, int epoch) {
    static Author client(int id, int epoch) {
        return new Author(true, id, epoch);
    }

    static Author channel(int server, int id) {
        return new Author(false, id, server);
    }

    boolean is(int otherId, int otherEpoch) {
        return id == otherId && epoch == otherEpoch;
    }

    @Override
    public String toString() {
        return isClient ? "client " + id + " in its session " + epoch : "channel " + id + " of server " + epoch;
    }
}
