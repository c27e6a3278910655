package dev.repod.testkit.proof;

import dev.repod.testkit.proof.Violation.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The callbacks of one channel: which may follow which, and that each channel ends, once. */
final class ChannelCheck {
    private enum State {
        NEW,
        OPENED,
        LIVE,
        AWAY,
        CLOSED,
        GONE
    }

    private final Author channel;
    private final Findings findings;
    private State state = State.NEW;

    ChannelCheck(Author channel, Findings findings) {
        this.channel = channel;
        this.findings = findings;
    }

    void check(List<Entry> entries) {
        for (Entry entry : entries) {
            State next = after(entry.what());
            if (next == null) {
                complain(entry);
            } else {
                state = next;
            }
        }
        if (state != State.GONE) {
            findings.add(Kind.ENDING, channel + " was never told of its end: it stayed " + state);
        }
    }

    private @Nullable State after(What what) {
        return switch (what) {
            case OPENED -> state == State.NEW ? State.OPENED : null;
            case ANNOUNCED -> state == State.OPENED ? State.LIVE : null;
            case DETACHED -> state == State.LIVE ? State.AWAY : null;
            case REATTACHED -> state == State.AWAY ? State.LIVE : null;
            case CLOSED -> state == State.LIVE || state == State.AWAY ? State.CLOSED : null;
            case GONE -> state == State.CLOSED ? State.GONE : null;
            case RECEIVED -> state == State.LIVE ? State.LIVE : null;
            default -> null;
        };
    }

    private void complain(Entry entry) {
        if (entry.what() == What.RECEIVED) {
            findings.add(Kind.OUT_OF_PLACE, channel + " was given message " + entry.first() + " while " + state);
        } else {
            findings.add(Kind.ENDING, channel + " was told " + entry.what() + " while " + state);
        }
    }
}
