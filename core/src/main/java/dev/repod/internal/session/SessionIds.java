package dev.repod.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids by which one session can be resumed: the newest that its client is known to hold, and those that it was given since. It
 * may have got any of these or none: a link can be lost at any byte, and what was sent on it can still come when another link is
 * there already.
 */
final class SessionIds {
    /** A client that comes again and again without ever showing that it got an id does not make this grow. */
    private static final int MOST = 16;

    /** In the order in which they were given. */
    private final List<SessionKey> valid = new ArrayList<>();

    /** That its client came with, and that a server before this one had given it; its counts were that server's. */
    private @Nullable SessionKey restored;

    SessionIds(SessionKey first) {
        valid.add(first);
    }

    /** The session of a client that came with an id of a server before this one. */
    static SessionIds restored(SessionKey used, SessionKey first) {
        SessionIds ids = new SessionIds(used);
        ids.valid.add(first);
        ids.restored = used;
        return ids;
    }

    /** Whether a client that comes with this id has not heard yet that its session was restored. */
    boolean isRestoredBy(SessionKey used) {
        return restored != null && restored.equals(used);
    }

    /** All that are valid. */
    List<SessionKey> valid() {
        return List.copyOf(valid);
    }

    /** Whether its client has come with what it was given last, and so does not use the link that it is on any more. */
    boolean isNewest(SessionKey used) {
        return valid.get(valid.size() - 1).equals(used);
    }

    /** A client came with one of them, so it has got beyond all that were given before; it is given another. */
    void renew(SessionKey used, SessionKey next) {
        while (!valid.get(0).equals(used)) {
            valid.remove(0);
        }
        if (valid.size() == MOST) {
            valid.remove(1);
        }
        valid.add(next);
    }

    /** The client holds the newest. */
    void confirm() {
        valid.subList(0, valid.size() - 1).clear();
    }
}
