package dev.repod.internal.session;

import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.FuzzedPack;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a peer that knows the protocol and means no good: library frames with anything in them, messages that the library
 * answers itself, ids that were given once, and now and then bytes that are nothing.
 */
final class FuzzedFrames {
    private static final String[] WORDS = {
        "action",
        "limits",
        "session",
        "received",
        "resend_from",
        "window_ms",
        "outcome",
        "keepalive",
        "credentials",
        "frame_bytes",
        "depth",
        "every_ms",
        "dead_after_ms",
        "app",
        "app_version",
        "session_id",
        "message",
        "limit",
        "allowed",
        "seen",
        "fresh",
        "resumed",
        "restored",
        "closed",
        "lost",
        "kicked",
        "timed_out",
        "stopped",
        "protocol_error",
        "peer_closed",
        "superseded",
        "rejected",
        "slow_consumer",
        "x"
    };
    private static final String[] ACTIONS = {
        "connected",
        "ping",
        "pong",
        "authenticate",
        "recover_session",
        "error",
        "disconnected",
        "session_created",
        "move",
        "chat"
    };

    private final FuzzInput in;
    private final FuzzedPack pack;

    /** The ids that have been given so far. */
    final List<byte[]> ids = new ArrayList<>();

    FuzzedFrames(FuzzInput in) {
        this.in = in;
        this.pack = new FuzzedPack(in, WORDS);
    }

    /** One frame, header included. */
    byte[] frame() {
        boolean isHonest = !in.oneIn(6);
        byte[] payload = payload();
        byte[] frame = FuzzedPack.framed(isHonest ? payload : FuzzedPack.mutated(in, payload));
        return in.oneIn(16) ? FuzzedPack.mutated(in, frame) : frame;
    }

    /** One payload, well-formed. */
    byte[] payload() {
        switch (in.pick(12)) {
            case 0, 1 -> greeting(LibraryFrame.HELLO);
            case 2 -> greeting(LibraryFrame.WELCOME);
            case 3 -> count(LibraryFrame.PING, in.number());
            case 4 -> count(LibraryFrame.PONG, in.number());
            case 5 -> count(LibraryFrame.ACK, in.pick(16));
            case 6 -> bye();
            case 7 -> recovery();
            case 8 -> pack.map(1).text("action").text(in.of(ACTIONS));
            case 9, 10 -> pack.message(ACTIONS);
            default -> other();
        }
        return pack.take();
    }

    private void other() {
        if (in.oneIn(2)) {
            pack.value(0);
        } else {
            int elements = in.pick(6);
            pack.array(1 + elements).integer(in.number());
            for (int i = 0; i < elements; i++) {
                pack.value(1);
            }
        }
    }

    private void count(int code, long count) {
        pack.array(2).integer(code).integer(count);
    }

    private void greeting(int code) {
        int trailing = in.oneIn(8) ? 1 : 0;
        pack.array(4 + trailing).integer(code).integer(in.oneIn(8) ? in.number() : 1);
        pack.integer(in.oneIn(8) ? in.number() : in.pick(4));
        int entries = in.pick(7);
        pack.map(entries);
        for (int i = 0; i < entries; i++) {
            entry();
        }
        if (trailing > 0) {
            pack.value(1);
        }
    }

    private void entry() {
        switch (in.pick(10)) {
            case 0, 1 -> pack.text("session").binary(id());
            case 2 -> pack.text("received").integer(in.pick(8));
            case 3 -> pack.text("resend_from").integer(in.pick(8));
            case 4 -> pack.text("outcome").text(in.of("fresh", "resumed", "restored"));
            case 5 -> limits();
            case 6 -> pack.text("window_ms").integer(in.number());
            case 7 -> introduction();
            default -> {
                pack.key();
                pack.value(2);
            }
        }
    }

    private void introduction() {
        if (in.oneIn(2)) {
            pack.text(in.of("app", "app_version")).text(in.of("game", "1.2.3"));
        } else {
            int entries = in.pick(3);
            pack.text("credentials").map(entries);
            for (int i = 0; i < entries; i++) {
                pack.key();
                pack.value(3);
            }
        }
    }

    private void limits() {
        int entries = in.pick(4);
        pack.text("limits").map(entries);
        for (int i = 0; i < entries; i++) {
            if (in.oneIn(4)) {
                pack.key();
                pack.value(3);
            } else {
                pack.text(in.of("frame_bytes", "depth")).integer(in.number());
            }
        }
    }

    private void bye() {
        boolean saysLimit = in.oneIn(2);
        pack.array(saysLimit ? 4 : 3).integer(LibraryFrame.BYE);
        pack.text(saysLimit ? "limit" : pack.word()).text(pack.word());
        if (saysLimit) {
            int entries = in.pick(4);
            pack.map(entries);
            for (int i = 0; i < entries; i++) {
                pack.key();
                pack.value(2);
            }
        }
    }

    private void recovery() {
        boolean saysMore = in.oneIn(4);
        pack.map(saysMore ? 3 : 2).text("action").text("recover_session");
        pack.text("session_id").text(in.oneIn(8) ? pack.word() : SessionTable.text(id()));
        if (saysMore) {
            pack.key();
            pack.value(1);
        }
    }

    /** One that was given, mostly. */
    byte[] id() {
        int choice = in.pick(8);
        if (choice == 7 || ids.isEmpty()) {
            return in.oneIn(2) ? in.bytes(20) : SessionTableRig.id(in.pick(256));
        }
        return ids.get(Math.max(0, ids.size() - 1 - choice));
    }
}
