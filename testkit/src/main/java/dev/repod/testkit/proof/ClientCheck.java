package dev.repod.testkit.proof;

import dev.repod.testkit.proof.Violation.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The callbacks of one client: which may follow which, and that it ends, once. */
final class ClientCheck {
    private enum State {
        CONNECTING,
        LIVE,
        AWAY,
        GIVEN_UP,
        ENDED
    }

    private final int client;
    private final Findings findings;
    private State state = State.CONNECTING;

    ClientCheck(int client, Findings findings) {
        this.client = client;
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
        if (state != State.ENDED) {
            findings.add(Kind.ENDING, "client " + client + " was never told of its end: it stayed " + state);
        }
    }

    private @Nullable State after(What what) {
        return switch (what) {
            case CONNECTED -> state == State.CONNECTING ? State.LIVE : null;
            case FAILED -> state == State.CONNECTING || state == State.AWAY ? state : null;
            case RECONNECTING -> afterReconnecting();
            case RESUMED, RESTORED, FRESH -> state == State.AWAY ? State.LIVE : null;
            case GAVE_UP -> state == State.GIVEN_UP || state == State.ENDED ? null : State.GIVEN_UP;
            case DISCONNECTED -> state == State.ENDED ? null : State.ENDED;
            case RECEIVED -> state == State.LIVE ? State.LIVE : null;
            default -> null;
        };
    }

    private @Nullable State afterReconnecting() {
        return switch (state) {
            case CONNECTING -> State.CONNECTING;
            case LIVE, AWAY -> State.AWAY;
            case GIVEN_UP, ENDED -> null;
        };
    }

    private void complain(Entry entry) {
        if (entry.what() == What.RECEIVED) {
            findings.add(
                    Kind.OUT_OF_PLACE, "client " + client + " was given message " + entry.first() + " while " + state);
        } else {
            findings.add(Kind.ENDING, "client " + client + " was told " + entry.what() + " while " + state);
        }
    }
}
