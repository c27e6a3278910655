package dev.repod.testkit.proof;

import dev.repod.testkit.LabLink;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a link at a byte of an acknowledgement: while nothing is under way, one side sends enough to be acknowledged, and the
 * other says nothing but that.
 */
final class AckCuts {
    /** A length, a header, a code and a count: no acknowledgement is shorter. */
    private static final int SHORTEST_ACK_BYTES = 7;

    private static final int LONGEST_ACK_BYTES = 16;
    private static final int ENOUGH_MESSAGES = 100;

    private final Stage stage;
    private @Nullable LabLink link;
    private int next;

    AckCuts(Stage stage) {
        this.stage = stage;
    }

    /** Another byte each time, and the other side's each second time. */
    Cut arm(CountingClient client) {
        link = stage.link(client);
        if (link == null) {
            return Cut.LATER;
        }
        int at = 1 + next / 2 % LONGEST_ACK_BYTES;
        if (next++ % 2 == 0) {
            link.cutAfterSending(at);
            stage.sendDown(client, ENOUGH_MESSAGES);
        } else {
            link.cutAfterReceiving(at);
            stage.sendUp(client, ENOUGH_MESSAGES);
        }
        return at <= SHORTEST_ACK_BYTES ? new Cut(Place.ACK, at - 1, SHORTEST_ACK_BYTES) : Cut.LATER;
    }

    void disarm() {
        if (link != null) {
            link.cutAfterSending(Long.MAX_VALUE);
            link.cutAfterReceiving(Long.MAX_VALUE);
        }
    }
}
