package dev.repod.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages that came before it was known whom they are for. Few: the link is not read meanwhile, or its peer waits too. */
final class HeldBack {
    private final List<byte[]> payloads = new ArrayList<>();
    private int bytes;

    void add(byte[] array, int from, int to) {
        payloads.add(Arrays.copyOfRange(array, from, to));
        bytes += to - from;
    }

    int bytes() {
        return bytes;
    }

    void deliverTo(Session session) {
        for (byte[] payload : payloads) {
            if (session.isOpen()) {
                session.intake.deliver(payload);
            }
        }
    }
}
