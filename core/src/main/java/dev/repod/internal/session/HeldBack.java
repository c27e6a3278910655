package dev.repod.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages that came before it was known whom they are for. Few: the link is not read meanwhile, or its peer waits too. */
final class HeldBack {
    /** What an array takes beside its bytes, and its place in the list. */
    private static final int OVERHEAD_BYTES = 24;

    private final List<byte[]> payloads = new ArrayList<>();
    private int bytes;

    void add(byte[] array, int from, int to) {
        payloads.add(Arrays.copyOfRange(array, from, to));
        bytes += to - from;
    }

    int bytes() {
        return bytes;
    }

    /** The memory that they take. */
    int heldBytes() {
        return bytes + payloads.size() * OVERHEAD_BYTES;
    }

    void deliverTo(Session session) {
        for (byte[] payload : payloads) {
            if (session.isOpen()) {
                session.intake.deliver(payload);
            }
        }
    }
}
