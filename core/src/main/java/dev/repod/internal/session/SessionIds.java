package dev.repod.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids by which one session can be resumed: the newest, and the one before until its client is known to hold the newest. For
 * a client that never shows that, the one that it last came with.
 */
final class SessionIds {
    private SessionKey newest;
    private @Nullable SessionKey before;

    /** That its client came with, and that a server before this one had given it; its counts were that server's. */
    private @Nullable SessionKey restored;

    SessionIds(SessionKey first) {
        newest = first;
    }

    /** The session of a client that came with an id of a server before this one. */
    static SessionIds restored(SessionKey used, SessionKey first) {
        SessionIds ids = new SessionIds(first);
        ids.before = used;
        ids.restored = used;
        return ids;
    }

    /** Whether a client that comes with this id has not heard yet that its session was restored. */
    boolean isRestoredBy(SessionKey used) {
        return restored != null && restored.equals(used);
    }

    /** All that are valid. */
    List<SessionKey> valid() {
        List<SessionKey> valid = new ArrayList<>(List.of(newest));
        if (before != null) {
            valid.add(before);
        }
        return valid;
    }

    /** A client came with one of them, and is given another. */
    void renew(SessionKey used, SessionKey next) {
        before = used;
        newest = next;
    }

    /** The client holds the newest. Answers the one that is not valid any more, if there is one. */
    @Nullable SessionKey confirm() {
        SessionKey ended = before;
        before = null;
        return ended;
    }
}
